async function deeper(n) {
  return (await deeper(n + 1)) + 1;
}
deeper(0);
