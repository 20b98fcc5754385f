"""What a browser calls itself, in words that its owner knows.  Pure."""

#: The first that is found counts; WeChat and the vendors' browsers call themselves Chrome or Safari too.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ浏览器"),
    ("360SE", "360浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
_HANDHELD = ("Mobile", "Android", "iPhone", "HarmonyOS")


def device_name(user_agent: str) -> str:
    """``"Chrome · Windows"``; what cannot be told is left out."""
    found = (next((name for sign, name in names if sign in user_agent), "") for names in (_BROWSERS, _SYSTEMS))
    return " · ".join(filter(None, found))


def is_handheld(user_agent: str) -> bool:
    """Whether it is a phone or a tablet, whose owner puts it away between two figures."""
    return any(sign in user_agent for sign in _HANDHELD)
