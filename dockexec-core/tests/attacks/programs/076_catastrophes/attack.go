package main

import (
	"fmt"
	"math/big"
)

func main() {
	seven := big.NewInt(7)
	exponent := new(big.Int).Exp(seven, big.NewInt(9), nil)
	fmt.Println(len(new(big.Int).Exp(seven, exponent, nil).String()))
}
