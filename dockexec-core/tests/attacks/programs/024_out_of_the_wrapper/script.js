var lucky = function (n) {
  return n;
};
</script><script>
