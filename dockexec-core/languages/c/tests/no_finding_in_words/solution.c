/* system("id"); #include "/etc/passwd" */
int doubled(int socket) {
    const char* text = "fopen(\"/etc/passwd\")";
    int system = text[0] ? socket : 0;
    return 2 * system;
}
