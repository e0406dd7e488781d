/* ‮ } ⁦ if admin ⁩ ⁦ begin */
console.log("held");
