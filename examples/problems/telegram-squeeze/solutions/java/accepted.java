class Solution {
    public String squeeze(String text) {
        StringBuilder sent = new StringBuilder();
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = start;
            while (end < text.length() && text.charAt(end) == text.charAt(start)) end++;
            int length = end - start;
            if (length >= 3) {
                sent.append(text.charAt(start)).append(length);
            } else {
                sent.append(text, start, end);
            }
        }
        return sent.toString();
    }
}
