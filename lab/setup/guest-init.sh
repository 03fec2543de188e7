#!/bin/busybox sh
# The guest's first program. Loads what leads to the host's files, lays a layer to write on over them and runs /out/run.sh
# there. It stays process 1 and switches the guest off when that ends, however it ends.
B=/bin/busybox
$B mount -t proc proc /proc
$B mount -t sysfs sys /sys
$B mount -t devtmpfs dev /dev
for file in /modules/*.ko; do $B insmod "$file" || echo "lab: $file cannot be loaded"; done
$B ip link set lo up
WIRE=trans=virtio,version=9p2000.L,msize=512000
join() {
  $B mount -t 9p -o "$WIRE,cache=loose,ro" host /host || return 1
  $B mount -t 9p -o "$WIRE,cache=none" out /out || return 1
  $B mount -t tmpfs -o size=75% write /write || return 1
  $B mkdir /write/upper /write/work
  $B mount -t overlay -o lowerdir=/layer:/host,upperdir=/write/upper,workdir=/write/work root /root || return 1
  for folder in proc sys dev; do $B mount --move /$folder /root/$folder; done
  $B mkdir -p /root/dev/pts /root/dev/shm /root/run
  $B mount -t devpts -o gid=5,mode=620,ptmxmode=666 pts /root/dev/pts
  $B mount -t tmpfs -o mode=1777 shm /root/dev/shm
  $B mount -t tmpfs -o mode=755 run /root/run
  $B mkdir /root/run/lab-out
  $B mount --move /out /root/run/lab-out
  # What the guest has written on its layer, for /out/run.sh to keep something of it.
  $B mkdir /root/run/lab-written
  $B mount --bind /write/upper /root/run/lab-written
}
if join; then $B chroot /root /bin/sh /run/lab-out/run.sh; else echo 'lab: the host is out of reach'; fi
$B sync
$B poweroff -f
while :; do $B sleep 1; done
