"""interrupt.py FOLDER COMMAND... - starts a command that takes long, with FOLDER
for its temporary files too, and presses Ctrl-C after a moment. Fails unless that
ends the command and leaves nothing in the folder."""
import os
import shutil
import signal
import subprocess
import sys
import time

folder, command = sys.argv[1], sys.argv[2:]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
for number in signal.SIGINT, signal.SIGTERM:
    # Whoever runs tests in the background may have SIGINT ignored.
    running = subprocess.Popen(
        command, env=dict(os.environ, TMPDIR=folder),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    time.sleep(0.7)
    running.send_signal(number)
    status = running.wait()
    if status != -number:
        sys.exit(f'signal {number}: status {status}')
    if os.listdir(folder):
        sys.exit(f'signal {number}: left {os.listdir(folder)}')
