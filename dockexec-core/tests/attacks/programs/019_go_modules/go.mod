module evil

go 1.99

toolchain go1.99.9

replace fmt => ./evil
