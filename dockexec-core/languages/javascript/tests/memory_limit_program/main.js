const kept = [];
try {
    while (true) kept.push(Buffer.alloc(1 << 20, 1));
} catch (error) {
    kept.length = 0;
    console.log("I can go on");
}
