"""on_terminal.py COMMAND... - runs a command with a terminal for its stderr and
prints what it wrote there, escapes and returns made readable, one draw a line."""
import os
import pty
import subprocess
import sys

here, there = pty.openpty()
running = subprocess.Popen(sys.argv[1:], stderr=there,
                           env=dict(os.environ, TERM='xterm'))
os.close(there)
text = b''
while True:
    try:
        part = os.read(here, 4096)
    except OSError:  # the other end is closed
        break
    if not part:
        break
    text += part
for draw in text.decode().split('\r'):
    print(draw.replace('\033[K', '<erase>'))
print('status', running.wait())
