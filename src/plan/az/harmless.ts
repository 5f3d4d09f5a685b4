/** Programs that read, write and show text, files and the machine itself: what they do is no change in Azure. */

/** Of the shell itself, POSIX, GNU and those that scripts for Azure take answers apart with. */
const HARMLESS = new Set(
  `
  : [ [[ alias apk apt apt-get awk azcopy b2sum base32 base64 basename bc bg bind brew bunzip2 bzip2 cal caller cat cd chgrp
  chmod chown cksum clear cmp column comm command compgen complete cp cut date dd df diff dig dirname dirs disown dnf dos2unix du
  echo egrep enable env envsubst expand expr factor false fc fg fgrep file find fmt fold free gawk getconf getent getopt getopts
  git gpg grep groups gunzip gzip hash head help hexdump history host hostname hostnamectl iconv id install ip jobs join jo jq
  kill killall less let ln locale logger login logname ls lsof lz4 man md5sum mkdir mkfifo mktemp more mv nc ncat nl nohup nproc
  nslookup numfmt od openssl paste patch pathchk pgrep ping pkill popd pr printenv printf ps pushd pwd readlink realpath rev rg
  rm rmdir rpm rsync scp sed seq set sha1sum sha224sum sha256sum sha384sum sha512sum shopt shred shuf sleep snap sort split
  ssh-add ssh-agent ssh-keygen ssh-keyscan stat strings stty sum suspend sync tac tail tar tee test times touch tput tr
  trap true truncate tsort tty type ulimit umask unalias uname unexpand uniq unix2dos unlink unxz unzip uptime users uuidgen
  vim vi nano wait wc which who whoami xmllint xxd xz yes yq yum zcat zip zstd
  `
    .trim()
    .split(/\s+/),
);

/** Whether a program is one of them, by its name without its folder. */
export function isHarmless(name: string): boolean {
  return HARMLESS.has(name.replace(/\.exe$/i, ''));
}
