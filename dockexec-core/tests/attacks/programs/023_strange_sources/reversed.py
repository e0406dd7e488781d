# ‮ } ⁦ if admin ⁩ ⁦ begin
print("held")
