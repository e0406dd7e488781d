function fail() {
    throw new TypeError("no such thing");
}

fail();
