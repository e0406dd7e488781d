int main(void) { @O@ @C@ }
