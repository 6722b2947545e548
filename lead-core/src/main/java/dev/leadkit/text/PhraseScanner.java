// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import dev.leadkit.text.MatchOptions.Across;
import dev.leadkit.text.MatchOptions.Boundary;
import dev.leadkit.text.MatchOptions.Case;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds whole words in most texts without examining each character by itself, at a cost that hardly depends on how many phrases there are.
 *
 * <p>The text becomes one byte for each character. Eight bytes at a time are sorted into those of words and others, which gives where words
 * begin and end, without a branch. Each word becomes one number made of its first and last eight bytes and its length. A table of bits says
 * of this number, and of those of it and the one or two words before, whether a phrase may end here. Where it may, the
 * words are read as {@link Tokenizer} reads them: it alone decides, so that nothing is found that it would not find.
 *
 * <p>Characters beyond ASCII that fold to one character each have bytes of their own, made of that character, and those that no word has are
 * separators. A text with others is left to the {@link Tokenizer}, which examines each character. Immutable and thread-safe.
 */
final class PhraseScanner {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  /** The bit that tells small letters from capitals; digits have it. */
  private static final long SMALL = 0x2020202020202020L;

  private static final long HEAD = 0x9E3779B97F4A7C15L;
  private static final long TAIL = 0xC2B2AE3D27D4EB4FL;
  private static final long SIZE = 0x165667B19E3779F9L;
  private static final long BEFORE = 0xD6E8FEB86659FD93L;
  private static final long SPREAD = 0xFF51AFD7ED558CCDL;

  /** The number of bytes before a text, so that the eight bytes that end at its first can be read. */
  private static final int PAD = 8;

  private static final int BLOCK = 64;
  private static final int BITS_EACH = 32;
  private static final int MIN_BITS = 12;

  /** What non-ASCII characters are made of, by character; 0 if not computed yet; races write the same value. */
  private static final byte[] CODES = new byte[0x10000];

  private static final byte SEPARATOR = 1;
  private static final byte OTHER = 2;

  /** Buffers to work in, to be used again: longer texts have their own. */
  private static final int MAX_SIZE = 1 << 15;

  private static final AtomicReferenceArray<Buffers> POOL = new AtomicReferenceArray<>(16);

  private final List<Phrase> phrases;

  /** A bit is set if a phrase may end at a word with its hash. */
  private final long[] bits;

  private final int bitShift;

  /** Variants by key: chains of variants, each with the number of its phrase and its words. */
  private final int[] heads;

  private final int headShift;
  private final int[] nexts;
  private final long[] keys;
  private final int[] numbers;
  private final String[][] words;

  private PhraseScanner(List<Phrase> phrases, List<Variant> variants) {
    this.phrases = phrases;
    int n = variants.size();
    int size = Math.max(MIN_BITS, bitsOf(n * BITS_EACH));
    bits = new long[1 << size - 6];
    bitShift = Long.SIZE - size;
    int slots = Math.max(4, bitsOf(2 * n));
    heads = new int[1 << slots];
    headShift = Long.SIZE - slots;
    Arrays.fill(heads, -1);
    nexts = new int[n];
    keys = new long[n];
    numbers = new int[n];
    words = new String[n][];
    for (int i = 0; i < n; i++) {
      add(i, variants.get(i));
    }
  }

  /** The number of bits that distinguish a number of things. */
  private static int bitsOf(int count) {
    return count < 2 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }

  private record Variant(int number, String[] words) {}

  /** @param phrases to find; those without word boundaries are ignored */
  static PhraseScanner of(List<Phrase> phrases) {
    var variants = new ArrayList<Variant>();
    for (int number = 0; number < phrases.size(); number++) {
      Phrase phrase = phrases.get(number);
      if (phrase.options().boundary() == Boundary.WORD) {
        for (List<String> words : new LinkedHashSet<>(phrase.variants())) {
          variants.add(new Variant(number, words.toArray(String[]::new)));
        }
      }
    }
    return new PhraseScanner(phrases, variants);
  }

  private void add(int at, Variant variant) {
    String[] sought = variant.words();
    int last = sought.length - 1;
    long key = word(sought[last]);
    key = last > 0 ? two(word(sought[last - 1]), key) : key;
    key = last > 1 ? three(word(sought[last - 2]), key) : key;
    keys[at] = key;
    numbers[at] = variant.number();
    words[at] = sought;
    int bit = (int) (key * SPREAD >>> bitShift);
    bits[bit >>> 6] |= 1L << bit;
    int slot = (int) (key * SPREAD >>> headShift);
    nexts[at] = heads[slot];
    heads[slot] = at;
  }

  /** The number of a word that is folded. */
  private static long word(String folded) {
    byte[] octets = new byte[PAD + folded.length() + PAD];
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      octets[PAD + i] = c < 128 ? (byte) c : letter(c);
    }
    return word(octets, PAD, PAD + folded.length());
  }

  private static long word(byte[] octets, int start, int end) {
    int unused = Math.max(0, Long.SIZE - 8 * (end - start));
    long head = ((long) LONGS.get(octets, start) | SMALL) << unused;
    long tail = ((long) LONGS.get(octets, end - 8) | SMALL) >>> unused;
    long mixed = head * HEAD ^ Long.rotateLeft(tail * TAIL, 32);
    return mixed + (end - start) * SIZE;
  }

  /**
   * Finds every match of every phrase in a text.
   *
   * @return false where the text has characters that this cannot read: then nothing was told
   */
  boolean find(String text, PhraseIndex.Sink found) {
    int length = text.length();
    int place = (int) Thread.currentThread().getId() & POOL.length() - 1;
    Buffers buffers = POOL.getAndSet(place, null);
    if (buffers == null || buffers.length < length) {
      buffers = new Buffers(Math.max(4096, length));
    }
    boolean read = buffers.take(text);
    if (read) {
      find(text, buffers, buffers.divide(length), found);
    }
    if (buffers.length <= MAX_SIZE) {
      POOL.set(place, buffers);
    }
    return read;
  }

  private void find(String text, Buffers buffers, int count, PhraseIndex.Sink found) {
    byte[] octets = buffers.octets;
    int[] marks = buffers.marks;
    long before = 0;
    long first = 0;
    for (int i = 0; i < count; i += 2) {
      long word = word(octets, marks[i], marks[i + 1]);
      long two = two(before, word);
      long three = three(first, two);
      if (((bit(word) | bit(two) | bit(three)) & 1) != 0) {
        confirm(text, buffers, i, 1, word, found);
        confirm(text, buffers, i, 2, two, found);
        confirm(text, buffers, i, 3, three, found);
      }
      first = before;
      before = word;
    }
  }

  private static long two(long before, long word) {
    return word + before * BEFORE;
  }

  private static long three(long first, long two) {
    return two + Long.rotateLeft(first, 27) * BEFORE;
  }

  /** The lowest bit says whether a phrase with this key may end here; the others mean nothing. */
  private long bit(long key) {
    int bit = (int) (key * SPREAD >>> bitShift);
    return bits[bit >>> 6] >>> bit;
  }

  /** Reports the phrases with this key, of one, two, or three and more words, that end with the word at this mark. */
  private void confirm(
      String text, Buffers buffers, int mark, int size, long key, PhraseIndex.Sink found) {
    for (int at = heads[(int) (key * SPREAD >>> headShift)]; at >= 0; at = nexts[at]) {
      int first = mark - 2 * (words[at].length - 1);
      if (keys[at] == key && Math.min(words[at].length, 3) == size && first >= 0) {
        Phrase phrase = phrases.get(numbers[at]);
        int start = buffers.marks[first] - PAD;
        int end = buffers.marks[mark + 1] - PAD;
        if (buffers.reader.reads(text, start, end, words[at], phrase.reach())) {
          int[] place = phrase.isPlain() ? null : phrase.place(text, start, end);
          if (place != null) {
            found.hit(numbers[at], place[0], place[1]);
          } else if (phrase.isPlain()) {
            found.hit(numbers[at], start, end);
          }
        }
      }
    }
  }

  /** The byte of a letter, digit or mark beyond ASCII. */
  private static byte letter(int c) {
    return (byte) (0x80 | (c * 0x9E3779B9 >>> 25));
  }

  private static byte code(char c) {
    byte code = CODES[c];
    if (code == 0) {
      code = newCode(Tokenizer.foldedAlone(c), c);
      CODES[c] = code;
    }
    return code;
  }

  private static byte newCode(String folded, char c) {
    if (Tokenizer.combines(c) || Character.isSurrogate(c) || folded.isEmpty()) {
      return OTHER;
    }
    if (folded.codePoints().noneMatch(Tokenizer::isOfWord)) {
      return SEPARATOR;
    }
    if (folded.length() > 1) {
      return OTHER;
    }
    char alone = folded.charAt(0);
    return alone < 128 ? (byte) alone : letter(alone);
  }

  /** Reads again what may be a phrase. */
  private static final class Reader extends Tokenizer {

    private String[] sought = {};
    private int read;
    private boolean same;
    private boolean hasStops;

    Reader() {
      super(Case.ANY, false);
    }

    boolean reads(String text, int from, int to, String[] wanted, Across across) {
      sought = wanted;
      read = 0;
      same = true;
      hasStops = false;
      read(text, from, to);
      return same && read == sought.length && (across == Across.SENTENCE || !hasStops);
    }

    @Override
    protected void take(int start, int end, boolean afterStop) {
      hasStops |= afterStop;
      same = same && read < sought.length && isSame(sought[read]);
      read++;
    }

    private boolean isSame(String wanted) {
      if (wanted.length() != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (word[i] != wanted.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** A text as bytes, and where its words begin and end. */
  private static final class Buffers {

    private final int length;
    private final CharBuffer characters;
    private final byte[] octets;
    private final ByteBuffer buffer;
    private final CharsetEncoder encoder = StandardCharsets.ISO_8859_1.newEncoder();
    private final int[] marks;
    private final Reader reader = new Reader();

    Buffers(int length) {
      this.length = length;
      characters = CharBuffer.wrap(new char[length]);
      octets = new byte[PAD + length + 2 * BLOCK];
      buffer = ByteBuffer.wrap(octets);
      marks = new int[length + 2];
    }

    /** Makes bytes of a text; false where they do not tell enough of it. */
    boolean take(String text) {
      int n = text.length();
      text.getChars(0, n, characters.array(), 0);
      characters.clear().limit(n);
      buffer.clear().position(PAD);
      encoder.encode(characters, buffer, true);
      encoder.reset();
      int done = characters.position();
      Arrays.fill(octets, PAD + done, PAD + done + BLOCK, (byte) 0);
      long all = 0;
      for (int i = PAD; i < PAD + done; i += 8) {
        all |= (long) LONGS.get(octets, i);
      }
      return done == n && (all & HIGH) == 0 || takeOthers(n);
    }

    private boolean takeOthers(int n) {
      char[] text = characters.array();
      for (int i = 0; i < n; i++) {
        byte code = text[i] < 128 ? (byte) text[i] : code(text[i]);
        if (code == OTHER && text[i] >= 128) {
          return false;
        }
        octets[PAD + i] = code;
      }
      Arrays.fill(octets, PAD + n, PAD + n + BLOCK, (byte) 0);
      return true;
    }

    /** Notes where each word begins and where it ends; how many such marks there are. */
    int divide(int n) {
      int count = 0;
      long last = 0;
      for (int block = PAD; block <= PAD + n; block += BLOCK) {
        long inside = 0;
        for (int i = 0; i < BLOCK; i += 8) {
          inside |= inside((long) LONGS.get(octets, block + i)) << i;
        }
        for (long change = inside ^ (inside << 1 | last); change != 0; change &= change - 1) {
          marks[count++] = block + Long.numberOfTrailingZeros(change);
        }
        last = inside >>> 63;
      }
      return count;
    }

    /** Which of eight bytes belong to a word, one bit each, the first lowest. */
    private static long inside(long octets) {
      long low = octets & ~HIGH;
      long small = low | SMALL;
      long letters = small + ONES * (0x80 - 'a') & ~(small + ONES * (0x80 - 'z' - 1));
      long digits = low + ONES * (0x80 - '0') & ~(low + ONES * (0x80 - '9' - 1));
      long all = (letters | digits | octets) & HIGH;
      return (all >>> 7) * 0x0102040810204080L >>> 56;
    }
  }
}
