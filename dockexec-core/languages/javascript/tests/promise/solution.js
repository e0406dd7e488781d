var doubled = async function (n) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return 2 * n;
};
