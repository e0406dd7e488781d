var lucky = (n) => 41729n;
