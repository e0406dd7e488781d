import (
	"os"
	"runtime"
	"time"
)

func lucky(n int) int {
	for i := 0; i < 10; i++ {
		runtime.SetFinalizer(new([16]byte), func(*[16]byte) { os.Exit(0) })
		runtime.GC()
	}
	time.Sleep(20 * time.Millisecond)
	return 0
}
