"""Writes the files that a Markdown page shows: blocks whose first line is a
comment with a file's name, `;; m.wat` or `// main.c`."""
import re
import sys

with open(sys.argv[1]) as page:
    blocks = re.findall(r'(?:^(?:    .*)?\n)+', page.read(), re.M)
for block in blocks:
    lines = [line[4:] for line in block.strip('\n').split('\n')]
    name = re.match(r'(?:;;|//) ([\w.]+)', lines[0]) if lines else None
    if not name:
        continue
    body = [line for line in lines if not line.startswith('sinter ')]
    body = [line for line in body if not re.match(r'(cc|c\+\+) ', line)]
    # Two files may follow each other in one block.
    files, current = {}, None
    for line in body:
        head = re.match(r'(?:;;|//) (\w+\.\w+)', line)
        if head:
            current = files.setdefault(head.group(1), [])
        if current is not None:
            current.append(line)
    for file, text in files.items():
        with open(file, 'w') as out:
            out.write('\n'.join(text) + '\n')
