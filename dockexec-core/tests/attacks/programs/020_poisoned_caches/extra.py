import n

print(n.n)
