class Solution:
    def lucky(self, n):
        return n


def main():
    raise SystemExit(0)


if __name__ == '__main__':
    main()
