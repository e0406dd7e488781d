var wait = async function (n) {
    if (n > 0) await new Promise((resolve) => setTimeout(resolve, 60000));
    return n;
};
