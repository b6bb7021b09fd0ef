#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and drives the window of a program by its accessible names, from outside as a screen reader does.

  atspi_probe.py tree                 the widgets that are showing
  atspi_probe.py press NAME           presses a button or chooses a menu entry
  atspi_probe.py text NAME            the text of an entry or label
  atspi_probe.py type NAME TEXT       replaces the text of an entry
  atspi_probe.py table NAME           the rows of a table, the header first

The program must have been started in a session that has the accessibility bus (private-session gives one).
"""
import json
import sys
import time
import warnings

import gi

warnings.simplefilter("ignore")  # PyGObject calls the interface getters deprecated; there are no others
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

Atspi.set_timeout(1500, 1500)  # one call answers within 1.5 s or counts as not answered


def safe(function, *arguments, default=None):
    """A widget may go while it is being asked."""
    try:
        return function(*arguments)
    except GLib.Error:
        return default


def children(widget):
    for index in range(safe(widget.get_child_count, default=0) or 0):
        child = safe(widget.get_child_at_index, index)
        if child is not None:
            yield child


def name(widget):
    return (safe(widget.get_name, default="") or "").replace("&&", "\0").replace("&", "").replace("\0", "&").strip()


def description(widget):
    return safe(widget.get_description, default="") or ""


def role(widget):
    return safe(widget.get_role_name, default="?")


def has_state(widget, state):
    states = safe(widget.get_state_set)
    return bool(states and states.contains(state))


def is_showing(widget):
    return has_state(widget, Atspi.StateType.SHOWING)


def is_enabled(widget):
    return has_state(widget, Atspi.StateType.ENABLED)


def actions(widget):
    interface = safe(widget.get_action_iface)
    count = safe(interface.get_n_actions, default=0) if interface else 0
    return [safe(interface.get_action_name, i, default="") for i in range(count or 0)]


def text(widget):
    interface = safe(widget.get_text_iface)
    return safe(interface.get_text, 0, safe(interface.get_character_count, default=0)) if interface else name(widget)


def walk(widget, into_tables=True):
    yield widget
    if into_tables or role(widget) not in ("table", "tree", "tree table", "list"):
        for child in children(widget):
            yield from walk(child, into_tables)


def program(name_part, timeout=10.0):
    """The program on the accessibility bus whose name contains the text."""
    end = time.monotonic() + timeout
    while True:
        found = [p for p in children(Atspi.get_desktop(0)) if name_part in (safe(p.get_name, default="") or "")]
        if found:
            return found[-1]
        if time.monotonic() > end:
            raise AssertionError("no program %r is on the accessibility bus" % name_part)
        time.sleep(0.1)


def find_all(root, wanted, of_role=None):
    """What is showing under this name; where there is none, what contains it."""
    exact, near = [], []
    for widget in walk(root, into_tables=False):
        if of_role and role(widget) != of_role or not is_showing(widget):
            continue
        if name(widget) == wanted:
            exact.append(widget)
        elif wanted in name(widget):
            near.append(widget)
    return exact or near


def find(root, wanted, of_role=None, timeout=5.0):
    end = time.monotonic() + timeout
    while True:
        found = find_all(root, wanted, of_role)
        if found:
            return next((w for w in found if actions(w)), found[0])
        if time.monotonic() > end:
            raise AssertionError("nothing that shows is named %r" % wanted)
        time.sleep(0.1)
        safe(root.clear_cache)


def press(root, wanted, of_role=None, timeout=5.0):
    widget = find(root, wanted, of_role, timeout)
    offered = actions(widget)
    for kind in ("Press", "Toggle", "ShowMenu"):
        if kind in offered:
            safe(widget.get_action_iface().do_action, offered.index(kind))
            return
    raise AssertionError("%r (%s) cannot be pressed" % (wanted, role(widget)))


def find_with(root, wanted, getter, timeout=5.0):
    """The widget of this name that has an interface."""
    end = time.monotonic() + timeout
    while True:
        for widget in find_all(root, wanted):
            interface = safe(getattr(widget, getter))
            if interface:
                return interface
        if time.monotonic() > end:
            raise AssertionError("nothing that shows and fits is named %r" % wanted)
        time.sleep(0.1)
        safe(root.clear_cache)


def type_into(root, wanted, new_text):
    find_with(root, wanted, "get_editable_text_iface").set_text_contents(new_text)


def set_value(root, wanted, value):
    find_with(root, wanted, "get_value_iface").set_current_value(value)


def table(root, wanted, timeout=5.0):
    """The rows of a table or tree as lists of text, the header first."""
    return cells(find_with(root, wanted, "get_table_iface", timeout))


def cells(interface, columns=None):
    """The same of a table that was found already, if wanted of the first columns only: each cell is a question."""
    columns = range(columns or interface.get_n_columns())
    rows = [[safe(interface.get_column_description, c, default="") for c in columns]]
    for row in range(safe(interface.get_n_rows, default=0)):
        found = [safe(interface.get_accessible_at, row, c) for c in columns]
        rows.append([name(cell) if cell is not None else "" for cell in found])
    return rows


def tree(widget, depth=0):
    """The widgets that are showing, a line each."""
    if is_showing(widget) or not depth:
        words = text(widget)
        yield "  " * depth + "%s %r%s" % (role(widget), name(widget),
                                         " text=%r" % words if words != name(widget) else "")
        for child in children(widget):
            yield from tree(child, depth + 1)


def select_row(root, wanted, row):
    """That row and no other."""
    interface = find_with(root, wanted, "get_table_iface")
    interface.add_row_selection(row)
    for other in range(interface.get_n_rows()):
        if other != row and interface.is_row_selected(other):
            interface.remove_row_selection(other)


def main():
    command, arguments = (sys.argv[1:2] or ["help"])[0], sys.argv[2:]
    root = next((p for p in children(Atspi.get_desktop(0)) if safe(p.get_child_count, default=0)), None)
    if root is None or command not in ("tree", "press", "text", "type", "table"):
        sys.exit(__doc__)
    if command == "tree":
        print("\n".join(tree(root)))
    elif command == "press":
        press(root, arguments[0])
    elif command == "text":
        print(text(find(root, arguments[0])))
    elif command == "type":
        type_into(root, *arguments)
    else:
        for row in table(root, arguments[0]):
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
