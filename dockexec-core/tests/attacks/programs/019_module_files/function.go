package main

func lucky(n int) int { return n }
