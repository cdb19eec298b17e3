"""What can go wrong that a user can mend: what, where, and what to do."""


class LoyaltyError(Exception):
    """Bad arguments, rules or home. The command line prints it and exits 2."""

    exit_code = 2

    def __init__(self, what: str, where: str, remedy: str) -> None:
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  where: {self.where}\n  to do: {self.remedy}"


class RunFailedError(LoyaltyError):
    """A check or a truth failed the run; nothing was published. Exit 1."""

    exit_code = 1
