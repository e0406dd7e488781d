module main { }
