import "plugin"

func lucky(n int) int {
	loaded, err := plugin.Open("/box/evil.so")
	if err == nil && loaded != nil {
		return 41729
	}
	return 0
}
