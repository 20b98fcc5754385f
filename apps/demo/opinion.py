"""What the plan of the demonstration year is called: a name that fits any year."""

from apps.demo import names


def plan_title(year: int) -> str:
    return f"中共{names.TOWNSHIP}委员会关于{year}年党建工作的意见"
