// {{ 7 * 7 }} {% raw %} {# #} <!-- 
var doubled = function (n) {
  const text = '{{ signature }} {% endraw %} ${n} </script>';
  return text[0] === '{' ? 2 * n : 0;
};
