module evil {
    requires java.base;
    opens evil;
}
