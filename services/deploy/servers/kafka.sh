#!/usr/bin/env bash
# A real Apache Kafka broker for tests and development, without containers: one node in KRaft mode on the loopback interface, from jars that Maven fetches.
#
# usage: kafka.sh start FOLDER [PORT]   starts it unless it runs, waits until it answers, and prints its address; PORT and the one after it are used (29092)
#        kafka.sh stop FOLDER           ends the one that was started in FOLDER
#
# Everything it writes is in FOLDER, but for the jars, which are kept in $DOCKEXEC_KAFKA_JARS (FOLDER/jars).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

command=${1:-}
folder=${2:-}
port=${3:-29092}
[ -n "$folder" ] || { sed -n '3,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
jars=${DOCKEXEC_KAFKA_JARS:-$folder/jars}
pid_file=$folder/kafka.pid
log=$folder/kafka.log

# Whether the process that the file names is alive and is the broker, not somebody who got its number.
alive() {
  [ -s "$pid_file" ] && tr '\0' ' ' <"/proc/$(cat "$pid_file")/cmdline" 2>/dev/null | grep -qF "kafka.Kafka $folder/server.properties"
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

start() {
  if alive && answers; then
    echo "127.0.0.1:$port"
    return
  fi
  if answers; then
    echo "port $port is taken by something else; name another" >&2
    exit 1
  fi
  if ! ls "$jars"/kafka_2.13-*.jar >/dev/null 2>&1; then
    mvn -q -B -f "$here/kafka-pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$jars" >&2
  fi
  settings >"$folder/server.properties"
  logging >"$folder/log4j2.yaml"
  if [ ! -f "$folder/data/meta.properties" ]; then
    run -Xmx128m kafka.tools.StorageTool format --standalone --ignore-formatted -t AAAAAAAAAAAAAAAAAAAAAQ \
      -c "$folder/server.properties" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
  fi
  : >"$log"
  # In a session of its own: the end of the terminal is not its end.
  run_detached
  local waited
  for waited in $(seq 1 1200); do
    if grep -q 'Kafka Server started' "$log" && answers; then
      echo "127.0.0.1:$port"
      return
    fi
    # The number is there before the program is.
    if [ "$waited" -gt 20 ] && ! alive; then break; fi
    sleep 0.1
  done
  tail -40 "$log" >&2
  echo "the broker did not start" >&2
  exit 1
}

run() {
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile="$folder/log4j2.yaml" -cp "$jars/*" "$@"
}

run_detached() {
  setsid java -Xms64m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxMetaspaceSize=128m -XX:ReservedCodeCacheSize=64m -Djava.awt.headless=true \
    -Dlog4j2.configurationFile="$folder/log4j2.yaml" -Dkafka.logs.dir="$folder" -cp "$jars/*" kafka.Kafka "$folder/server.properties" \
    >>"$log" 2>&1 </dev/null &
  echo $! >"$pid_file"
}

# Small, quick to start, and quick to notice that a consumer is gone.
settings() {
  cat <<END
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:$((port + 1))
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=$folder/data
auto.create.topics.enable=false
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=4
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
num.network.threads=2
num.io.threads=2
background.threads=2
log.cleaner.dedupe.buffer.size=8388608
log.segment.bytes=16777216
END
}

logging() {
  cat <<'END'
Configuration:
  status: warn
  Appenders:
    Console:
      name: STDOUT
      target: SYSTEM_OUT
      PatternLayout:
        pattern: "[%d] %p %m (%c)%n"
  Loggers:
    Root:
      level: INFO
      AppenderRef:
        - ref: STDOUT
END
}

stop() {
  if ! alive; then
    rm -f "$pid_file"
    return
  fi
  local pid waited
  pid=$(cat "$pid_file")
  kill -TERM "$pid"
  for waited in $(seq 1 150); do
    alive || break
    sleep 0.1
  done
  if alive; then kill -KILL "$pid"; fi
  rm -f "$pid_file"
}

case $command in
  start) start ;;
  stop) stop ;;
  *) echo "unknown command: $command" >&2; exit 2 ;;
esac
