"""Reads an article as a screen reader does, stars it, and checks what AT-SPI says then.

Usage: read_article.py TITLE WORDS. TITLE is the first entry of the list, WORDS stand in its text.
Starts nothing: the program, its display and its bus are there already. Ends with 0 if all is well.
"""

import ctypes
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

PATIENCE = 40  # seconds
NAME = "gleaner"


def fail(why):
    print("failed: " + why)
    sys.exit(1)


def wait_for(what, look):
    """The first true answer of `look`. A tree changes while it is read, so errors are no answer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = look()
        except Exception:
            found = None
        if found:
            return found
        time.sleep(0.1)
    fail("waited in vain for " + what)


def nodes(node):
    """A node and everything in it."""
    yield node
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            yield from nodes(child)


def find(root, role, starts="", within=None):
    for node in nodes(within or root):
        if role_of(node) == role and (node.get_name() or "").startswith(starts):
            return node
    return None


def role_of(node):
    # Newer versions call a push button a button.
    return node.get_role_name().removeprefix("push ")


def has(node, state):
    return node.get_state_set().contains(state)


def program():
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(at)
        if child is not None and NAME in (child.get_name() or "").lower():
            return child
    return None


def focus_window():
    """Gives the program's window the keyboard. A window manager would, but there is none."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    root = x11.XDefaultRootWindow(display)
    ignored, count = ctypes.c_ulong(), ctypes.c_uint()
    children = ctypes.POINTER(ctypes.c_ulong)()
    x11.XQueryTree(
        display,
        ctypes.c_ulong(root),
        ctypes.byref(ignored),
        ctypes.byref(ignored),
        ctypes.byref(children),
        ctypes.byref(count),
    )
    # Windows that are not shown can't have it; that error is not ours.
    handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
    x11.XSetErrorHandler(handler)
    for at in range(count.value):
        x11.XSetInputFocus(display, ctypes.c_ulong(children[at]), 1, ctypes.c_ulong(0))
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)


def focused(root):
    return next((node for node in nodes(root) if has(node, Atspi.StateType.FOCUSED)), None)


def act(node):
    """The first action of a node, which is the click."""
    if not Atspi.Action.do_action(node, 0):
        fail("%s did nothing" % node.get_name())


def main(title, words):
    Atspi.init()
    root = wait_for("the program", program)
    entries = wait_for("the list", lambda: find(root, "list box"))
    row = wait_for("the entry", lambda: find(root, "list item", title, within=entries))
    print("list: %s, %s entries" % (entries.get_name(), entries.get_child_count()))

    focus_window()
    # The click of an assistive technology opens it, and the focus follows.
    act(row)
    article = wait_for("the article", lambda: find(root, "article", title))
    row = wait_for("the focus on the row", lambda: at_row(root, title))
    place = row.get_attributes()
    print("focus: %s, %s of %s" % (row.get_name(), place["posinset"], place["setsize"]))
    if place["posinset"] != "1" or not has(row, Atspi.StateType.SELECTED):
        fail("the row is not the first, or not selected: %s" % place)

    text = " ".join(node.get_name() or "" for node in nodes(article))
    if words not in text:
        fail("the article does not say %r: %s" % (words, text))
    print("article: %s..." % text[:80])

    # It is starred with the button that AT-SPI names, and the row says so.
    if "starred" in (row.get_description() or ""):
        fail("it is starred before")
    act(wait_for("the star", lambda: find(root, "button", "Star")))
    wait_for("a starred row", lambda: "starred" in (at_row(root, title).get_description() or ""))
    wait_for("a button to remove the star", lambda: find(root, "button", "Remove star"))
    print("starred: %s" % at_row(root, title).get_description())


def at_row(root, title):
    node = focused(root)
    is_row = node is not None and node.get_role_name() == "list item"
    return node if is_row and node.get_name() == title else None


main(sys.argv[1], sys.argv[2])
