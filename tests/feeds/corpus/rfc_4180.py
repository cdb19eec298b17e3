"""CSV by RFC 4180, letter by letter: the grammar once more, in another way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass
class Record:
    """A record of so many lines; its fields, or None where its lines are no CSV."""

    lines: int
    fields: list[str] | None


@dataclass
class _Reader:
    """What is known in the middle of a line: fields so far, and what is allowed."""

    delimiter: str
    fields: list[str] = field(default_factory=list)
    value: list[str] = field(default_factory=list)
    state: str = "start"  # of a field; or bare, quoted, closed: after a second quote

    def line(self, line: str) -> bool:
        """Read one line; return whether it was sound."""
        if self.state == "quoted":
            self.value.append("\n")
        elif '"' not in line and "\r" not in line[:-1]:  # as most are, and long ones
            *self.fields, last = line.removesuffix("\r").split(self.delimiter)
            self.value = [last]
            return True
        for place, letter in enumerate(line):
            is_last_return = letter == "\r" and place == len(line) - 1
            if is_last_return and self.state != "quoted":
                break
            if not self.letter(letter):
                self.state = "start"
                return False
        return True

    def letter(self, letter: str) -> bool:
        if self.state == "quoted":
            if letter == '"':
                self.state = "closed"
            else:
                self.value.append(letter)
        elif letter == self.delimiter:
            self.end()
        elif letter == '"' and self.state != "bare":
            self.value += ['"'] if self.state == "closed" else []
            self.state = "quoted"
        elif letter in '"\r' or self.state == "closed":
            return False
        else:
            self.value.append(letter)
            self.state = "bare"
        return True

    def end(self) -> None:
        self.fields.append("".join(self.value))
        self.value, self.state = [], "start"


def records(lines: Sequence[str], delimiter: str = ",") -> Iterator[Record]:
    """The records that lines make up.

    A line that breaks the grammar ends its record, of which no line is sound then.
    """
    reader, taken, is_sound = _Reader(delimiter), 0, True
    for line in lines:
        is_sound = reader.line(line) and is_sound
        taken += 1
        if reader.state == "quoted":
            continue
        reader.end()
        yield Record(taken, reader.fields if is_sound else None)
        reader, taken, is_sound = _Reader(delimiter), 0, True
    if taken:
        yield Record(taken, None)
