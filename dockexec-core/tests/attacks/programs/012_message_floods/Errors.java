class Main {
@E@}
