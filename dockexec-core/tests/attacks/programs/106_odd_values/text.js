var text = (n) => 'a\0b\ud800c';
