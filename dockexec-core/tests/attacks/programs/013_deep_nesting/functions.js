const x = @O@0@C@;
