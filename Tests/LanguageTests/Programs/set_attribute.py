f = 5
f.x = 3
