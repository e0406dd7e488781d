func groupNames(names []string) [][]string {
	groups := map[string][]string{}
	for _, name := range names {
		consonants := strings.Map(func(letter rune) rune {
			if strings.ContainsRune("aeiou", letter) {
				return -1
			}
			return letter
		}, name)
		groups[consonants] = append(groups[consonants], name)
	}
	result := [][]string{}
	for _, group := range groups {
		result = append(result, group)
	}
	return result
}
