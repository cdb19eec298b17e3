"""`python -m loyalty_pipeline …` is `loyalty …`."""

from loyalty_pipeline.cli.main import main

main()
