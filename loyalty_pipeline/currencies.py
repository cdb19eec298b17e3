"""Currencies whose amounts have more than the two places that money has here."""

# By ISO 4217; those of fewer places, such as JPY and VND, are no trouble.
FINE = {
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), "three"),
    **dict.fromkeys(("CLF", "UYW"), "four"),
}
