/** Listening to signals: one listener for each signal, however many runs follow it. A signal with more than ten would have Node warn of a leak. */

interface Followers {
  readonly stops: Set<() => void>
  readonly abort: () => void
}

const FOLLOWERS = new WeakMap<AbortSignal, Followers>()

/** Calls `stop` when `signal` aborts. What is given back ends that. */
export function follow(signal: AbortSignal | undefined, stop: () => void): () => void {
  if (signal === undefined) return () => {}
  const { stops, abort } = FOLLOWERS.get(signal) ?? listen(signal)
  stops.add(stop)
  return () => {
    stops.delete(stop)
    if (stops.size > 0) return
    signal.removeEventListener('abort', abort)
    FOLLOWERS.delete(signal)
  }
}

function listen(signal: AbortSignal): Followers {
  const stops = new Set<() => void>()
  const abort = () => [...stops].forEach((stop) => stop())
  signal.addEventListener('abort', abort, { once: true })
  const followers = { stops, abort }
  FOLLOWERS.set(signal, followers)
  return followers
}
