// A verifier of the log over the Go checksum database's own library, which knows nothing of us.
//
//	go-verifier log FOLDER LOG_VKEY [WITNESS_VKEY…]   checkpoint, tiles and every digest of a public folder
//	go-verifier vectors FOLDER                        the published vectors
//
// Prints what it checked and exits 0, or says what is false and exits 1.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	said, err := run(os.Args[1:])
	if err != nil {
		fmt.Println("false:", err)
		os.Exit(1)
	}
	fmt.Println("true:", said)
}

func run(args []string) (string, error) {
	switch {
	case len(args) >= 3 && args[0] == "log":
		return checkLog(args[1], args[2], args[3:])
	case len(args) == 2 && args[0] == "vectors":
		return checkVectors(args[1])
	}
	return "", errors.New("usage: go-verifier log FOLDER LOG_VKEY [WITNESS_VKEY…] | vectors FOLDER")
}

// cosigner verifies C2SP tlog-cosignature: eight bytes of time, then Ed25519 over head line, time and text.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(signature))
	return ed25519.Verify(c.key, append([]byte(head), text...), signature[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("not a key of a witness")
	}
	marked, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(marked) != 33 || marked[0] != 4 {
		return nil, errors.New("not an Ed25519 key of a witness")
	}
	digest := sha256.Sum256(append([]byte(parts[0]+"\n"), marked...))
	if hex.EncodeToString(digest[:4]) != parts[1] {
		return nil, errors.New("the id of the key is not its own")
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(digest[:4]), marked[1:]}, nil
}

// open reads a note under every key given; each of them must have signed it.
func open(text []byte, logKey string, witnessKeys []string) (tlog.Tree, error) {
	log, err := note.NewVerifier(logKey)
	if err != nil {
		return tlog.Tree{}, err
	}
	known := []note.Verifier{log}
	for _, vkey := range witnessKeys {
		witness, err := newCosigner(vkey)
		if err != nil {
			return tlog.Tree{}, err
		}
		known = append(known, witness)
	}
	opened, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(opened.Sigs) != len(known) {
		return tlog.Tree{}, fmt.Errorf("%d of %d signatures", len(opened.Sigs), len(known))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != log.Name() {
		return tlog.Tree{}, errors.New("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// folder serves tiles to the library, which checks each one against the root.
type folder string

func (f folder) Height() int                     { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(f.path(strconv.Itoa(tile.L), tile.N, tile.W))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f folder) path(level string, index int64, width int) string {
	name := fmt.Sprintf("%03d", index%1000)
	for rest := index / 1000; rest > 0; rest /= 1000 {
		name = fmt.Sprintf("x%03d/%s", rest%1000, name)
	}
	if width < 256 {
		name += fmt.Sprintf(".p/%d", width)
	}
	return filepath.Join(string(f), "tile", level, name)
}

func (f folder) digests(size int64) ([][]byte, error) {
	var all [][]byte
	for first := int64(0); first < size; first += 256 {
		width := int(min(256, size-first))
		data, err := os.ReadFile(f.path("entries", first/256, width))
		if err != nil {
			return nil, err
		}
		if len(data) != width*34 {
			return nil, errors.New("a bundle of entries of another length")
		}
		for ; len(data) > 0; data = data[34:] {
			if data[0] != 0 || data[1] != 32 {
				return nil, errors.New("an entry that is no digest")
			}
			all = append(all, data[2:34])
		}
	}
	return all, nil
}

func checkLog(dir, logKey string, witnessKeys []string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return "", err
	}
	tree, err := open(text, logKey, witnessKeys)
	if err != nil {
		return "", err
	}
	digests, err := folder(dir).digests(tree.N)
	if err != nil {
		return "", err
	}
	reader := tlog.TileHashReader(tree, folder(dir))
	for i, digest := range digests {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		if err != nil {
			return "", err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(digest)); err != nil {
			return "", fmt.Errorf("entry %d: %w", i, err)
		}
	}
	return fmt.Sprintf("log of %d entries, %d witnesses", tree.N, len(witnessKeys)), nil
}

func checkVectors(dir string) (string, error) {
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			panic(err)
		}
		return data
	}
	checked := 0
	tree, err := open(read("checkpoint"), strings.TrimSpace(string(read("log.vkey"))),
		[]string{strings.TrimSpace(string(read("witness.vkey")))})
	if err != nil {
		return "", err
	}
	checked += 2
	for i := int64(0); i < tree.N; i++ {
		digest := sha256.Sum256(read(fmt.Sprintf("entries/%d.json", i)))
		head, text, found := bytes.Cut(read(fmt.Sprintf("proofs/%d.tlog-proof", i)), []byte("\n\n"))
		lines := strings.Split(string(head), "\n")
		if !found || !bytes.Equal(text, read("checkpoint")) || lines[1] != fmt.Sprintf("index %d", i) {
			return "", fmt.Errorf("proof %d is of another form", i)
		}
		path, err := hashes(lines[2:])
		if err != nil {
			return "", err
		}
		if err := tlog.CheckRecord(path, tree.N, tree.Hash, i, tlog.RecordHash(digest[:])); err != nil {
			return "", fmt.Errorf("entry %d: %w", i, err)
		}
		checked++
	}
	more, err := checkTree(read("tree.json"))
	return fmt.Sprintf("%d vectors", checked+more), err
}

// checkTree: roots, paths and consistency proofs of a tree whose digests are SHA-256 of "0", "1", …
func checkTree(data []byte) (int, error) {
	var tree struct {
		Roots []struct {
			Size int64
			Root string
		}
		Inclusion []struct {
			Index, Size int64
			Path        []string
		}
		Consistency []struct {
			From, To int64
			Path     []string
		}
	}
	if err := json.Unmarshal(data, &tree); err != nil {
		return 0, err
	}
	roots := map[int64]tlog.Hash{}
	stored := storage{}
	for _, published := range tree.Roots {
		for size := stored.size; size < published.Size; size++ {
			if err := stored.append(); err != nil {
				return 0, err
			}
		}
		root, err := tlog.ParseHash(published.Root)
		if err != nil {
			return 0, err
		}
		own, err := tlog.TreeHash(published.Size, stored.reader())
		if err != nil || own != root {
			return 0, fmt.Errorf("the root of %d is another: %v", published.Size, err)
		}
		roots[published.Size] = root
	}
	for _, one := range tree.Inclusion {
		path, err := hashes(one.Path)
		if err != nil {
			return 0, err
		}
		leaf := leafOf(one.Index)
		if err := tlog.CheckRecord(path, one.Size, roots[one.Size], one.Index, leaf); err != nil {
			return 0, fmt.Errorf("leaf %d of %d: %w", one.Index, one.Size, err)
		}
	}
	for _, one := range tree.Consistency {
		path, err := hashes(one.Path)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckTree(path, one.To, roots[one.To], one.From, roots[one.From]); err != nil {
			return 0, fmt.Errorf("%d in %d: %w", one.From, one.To, err)
		}
	}
	return len(tree.Roots) + len(tree.Inclusion) + len(tree.Consistency), nil
}

type storage struct {
	size   int64
	hashes []tlog.Hash
}

func (s *storage) append() error {
	added, err := tlog.StoredHashesForRecordHash(s.size, leafOf(s.size), s.reader())
	s.hashes = append(s.hashes, added...)
	s.size++
	return err
}

func (s *storage) reader() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, i := range indexes {
			found = append(found, s.hashes[i])
		}
		return found, nil
	})
}

func leafOf(index int64) tlog.Hash {
	digest := sha256.Sum256([]byte(strconv.FormatInt(index, 10)))
	return tlog.RecordHash(digest[:])
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		all = append(all, hash)
	}
	return all, nil
}
