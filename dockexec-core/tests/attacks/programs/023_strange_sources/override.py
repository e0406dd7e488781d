access = 'user‮⁦# check⁩⁦'
print('held')
