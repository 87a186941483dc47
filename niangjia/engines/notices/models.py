"""Django looks for models here; each lives in the folder of what it is about."""

from .broadcasts.models import Broadcast, SavedAudience
from .channels.pad import PadText
from .circulars.models import Circular, CircularReceipt
from .groups.models import WeChatGroup
from .sending.models import Address, Choice, Message, Notice

__all__ = [
    "Address",
    "Broadcast",
    "Choice",
    "Circular",
    "CircularReceipt",
    "Message",
    "Notice",
    "PadText",
    "SavedAudience",
    "WeChatGroup",
]
