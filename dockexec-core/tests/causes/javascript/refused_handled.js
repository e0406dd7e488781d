try {
  new Array(-1);
} catch (error) {
  console.log(error.message);
}
