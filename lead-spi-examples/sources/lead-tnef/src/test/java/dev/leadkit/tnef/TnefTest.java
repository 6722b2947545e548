// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Attributes (MS-OXTNEF §2.1.3) and properties (§2.1.3.4), intact and damaged. */
class TnefTest {

  private static Tnef read(byte[] packed) {
    return Tnef.of(ByteReader.of(packed), 9);
  }

  private static byte[] with(byte[] packed, int... octets) {
    byte[] longer = Arrays.copyOf(packed, packed.length + octets.length);
    for (int i = 0; i < octets.length; i++) {
      longer[packed.length + i] = (byte) octets[i];
    }
    return longer;
  }

  /** MS-OXTNEF §2.1.3.3 lists these, and no others. */
  @Test
  void an_attribute_outside_the_standard_is_damage() {
    Set<Integer> known = new HashSet<>(Set.of(0, 1, 2, 6, 7, 8, 9, 0x8000, 0x8020));
    for (int id = 0x8004; id <= 0x8013; id++) {
      known.add(id);
    }
    known.remove(0x800E);
    known.addAll(Set.of(0x9001, 0x9002, 0x9004, 0x9006, 0x9007));
    for (int id : new int[] {0x000A, 0x7FFF, 0x8014, 0x801F, 0x8021, 0x9000, 0x9008, 0xFFFF}) {
      assertTrue(damaged(id), "attribute " + Integer.toHexString(id));
    }
    for (int id = 0; id < 10; id++) {
      assertEquals(!known.contains(id), damaged(id), "attribute " + Integer.toHexString(id));
    }
    for (int id = 0x8000; id < 0x8022; id++) {
      assertEquals(!known.contains(id), damaged(id), "attribute " + Integer.toHexString(id));
    }
    for (int id : new int[] {0x9001, 0x9002, 0x9004, 0x9006, 0x9007}) {
      assertFalse(damaged(id), "attribute " + Integer.toHexString(id));
    }
  }

  private static boolean damaged(int id) {
    byte[] one = new Winmail().attribute(1, id, 0, new byte[4]).bytes();
    byte[] two = new Winmail().attribute(2, id, 0, new byte[4]).bytes();
    assertEquals(read(one).isDamaged(), read(two).isDamaged());
    return read(one).isDamaged();
  }

  @Test
  void only_line_ends_and_zeros_may_follow_the_last_attribute() {
    byte[] sound = Winmail.mail(1252).subject("s").bytes();
    assertFalse(read(sound).isDamaged());
    assertFalse(read(with(sound, '\r', '\n', 0, 0)).isDamaged());
    assertTrue(read(with(sound, 'x')).isDamaged());
    assertTrue(read(with(sound, '\r', '\n', 'x')).isDamaged());
    assertTrue(read(with(sound, 0, 'x')).isDamaged());
    assertTrue(read(with(sound, 1)).isDamaged(), "a level without an attribute");
    assertTrue(read(with(sound, 2)).isDamaged(), "a level without an attribute");
    assertTrue(read(with(sound, 3)).isDamaged(), "a stream with a third level is damaged");
    assertEquals("s", read(with(sound, 'x')).attributeText(read(sound).message(), 0x8004));
  }

  @Test
  void an_attribute_cut_anywhere_is_damage_and_those_before_it_are_kept() {
    byte[] before = Winmail.mail(1252).subject("s").bytes();
    byte[] all =
        Winmail.mail(1252).subject("s").body("text", StandardCharsets.US_ASCII).bytes();
    for (int length = before.length + 1; length < all.length; length++) {
      Tnef tnef = read(Arrays.copyOf(all, length));
      assertTrue(tnef.isDamaged(), "cut to " + length);
      assertEquals("s", tnef.attributeText(tnef.message(), 0x8004));
      boolean content = length >= all.length - 2;
      assertEquals(content ? "text" : "", tnef.attributeText(tnef.message(), 0x800C));
    }
    assertFalse(read(Arrays.copyOf(all, all.length)).isDamaged());
    assertFalse(read(Arrays.copyOf(all, 6)).isDamaged(), "nothing but the header");
    assertTrue(read(Arrays.copyOf(all, 5)).isDamaged(), "not even the header");
    all[all.length - 1] ^= 1;
    assertTrue(read(all).isDamaged(), "another checksum");
  }

  @Test
  void the_first_of_repeated_attributes_counts_and_attachments_begin_with_their_rendering() {
    byte[] packed = Winmail.mail(1251)
        .subject("first")
        .subject("second")
        .attribute(2, 0x8010, 1, Winmail.terminated("a", StandardCharsets.US_ASCII))
        .attribute(2, 0x9002, 6, new byte[14])
        .attribute(2, 0x8010, 1, Winmail.terminated("b", StandardCharsets.US_ASCII))
        .attribute(2, 0x8010, 1, Winmail.terminated("c", StandardCharsets.US_ASCII))
        .bytes();
    Tnef tnef = read(packed);
    assertEquals("first", tnef.attributeText(tnef.message(), 0x8004));
    assertEquals(2, tnef.attachments().size());
    assertEquals("a", tnef.attributeText(tnef.attachments().get(0), 0x8010));
    assertEquals("b", tnef.attributeText(tnef.attachments().get(1), 0x8010));
    assertEquals("windows-1251", tnef.charset().name());
    assertFalse(tnef.isCut());
    Tnef one = Tnef.of(ByteReader.of(packed), 1);
    assertTrue(one.isCut());
    assertFalse(one.isDamaged());
    assertEquals(1, one.attachments().size());
    assertEquals("a", one.attributeText(one.attachments().get(0), 0x8010));
    Tnef two = Tnef.of(ByteReader.of(packed), 2);
    assertFalse(two.isCut());
  }

  @Test
  void a_code_page_has_four_octets_at_least() {
    byte[] three =
        new Winmail().attribute(1, 0x9007, 6, new byte[] {0x22, 0x04, 0}).bytes();
    assertEquals("windows-1252", read(three).charset().name());
    byte[] four =
        new Winmail().attribute(1, 0x9007, 6, new byte[] {(byte) 0xE3, 4, 0, 0}).bytes();
    assertEquals("windows-1251", read(four).charset().name());
  }

  // ------------------------------------------------------------------------------------------
  // properties

  private static final Set<Integer> WANTED = Set.of(0x37, 0x1000, 0x6001, 0x8001);

  private static Map<Integer, PropertyList.Value> values(boolean sound, int count, byte[]... each) {
    int length = 4;
    for (byte[] one : each) {
      length += one.length;
    }
    var block = Winmail.octets(length).putInt(count);
    for (byte[] one : each) {
      block.put(one);
    }
    Map<Integer, PropertyList.Value> values = new HashMap<>();
    assertEquals(sound, PropertyList.read(ByteReader.of(block.array()), WANTED, values));
    return values;
  }

  private static byte[] fixed(int type, int id, int... octets) {
    var property = Winmail.octets(4 + octets.length).putShort((short) type).putShort((short) id);
    for (int octet : octets) {
      property.put((byte) octet);
    }
    return property.array();
  }

  private static final byte[] NUMBER = fixed(3, 0x37, 7, 0, 0, 0);

  /** MS-OXCDATA §2.11.1: how long each type is, with its padding to four octets. */
  @Test
  void after_a_value_of_each_type_the_next_property_is_found() {
    int[][] types = {
      {0x0000, 0},
      {0x0001, 0},
      {0x0002, 4},
      {0x0003, 4},
      {0x0004, 4},
      {0x000A, 4},
      {0x000B, 4},
      {0x0005, 8},
      {0x0006, 8},
      {0x0007, 8},
      {0x0014, 8},
      {0x0040, 8},
      {0x0048, 16}
    };
    for (int[] type : types) {
      byte[] value = fixed(type[0], 0x6001, new int[type[1]]);
      String what = "type " + Integer.toHexString(type[0]);
      var values = values(true, 2, value, NUMBER);
      assertEquals(7, values.get(0x37).content().unsignedInt(0), what);
      assertEquals(type[1] > 0, values.containsKey(0x6001), what);
      if (type[1] > 0) {
        assertEquals(type[1], values.get(0x6001).content().length(), what);
        assertEquals(type[0], values.get(0x6001).type(), what);
        values(false, 1, Arrays.copyOf(value, value.length - 1));
        int[] two = new int[4 + 2 * type[1]];
        two[0] = 2;
        two[4] = 'x';
        var several = values(true, 2, fixed(0x1000 | type[0], 0x6001, two), NUMBER);
        assertEquals(type[1], several.get(0x6001).content().length(), what + ": the first counts");
        assertEquals('x', several.get(0x6001).content().octet(0), what + ": the first counts");
        assertEquals(7, several.get(0x37).content().unsignedInt(0), what);
        var none = values(true, 2, fixed(0x1000 | type[0], 0x6001, 0, 0, 0, 0), NUMBER);
        assertFalse(none.containsKey(0x6001), what + ": no value of several");
        assertEquals(7, none.get(0x37).content().unsignedInt(0), what);
      }
    }
    values(false, 1, fixed(0x0099, 0x6001, 0, 0, 0, 0));
    values(false, 1, fixed(0x1000, 0x6001, 2, 0, 0, 0));
  }

  @Test
  void a_sized_value_is_padded_to_four_octets_but_for_the_last_one() {
    for (int type : new int[] {0x1E, 0x1F, 0x102, 0x0D}) {
      for (int length = 0; length < 9; length++) {
        int[] octets = new int[8 + (length + 3) / 4 * 4];
        octets[0] = 1;
        octets[4] = length;
        byte[] value = fixed(type, 0x1000, octets);
        var values = values(true, 2, value, NUMBER);
        assertEquals(length, values.get(0x1000).content().length());
        assertEquals(type, values.get(0x1000).type());
        assertEquals(7, values.get(0x37).content().unsignedInt(0));
        values(true, 1, Arrays.copyOf(value, 12 + length));
        if (length > 0) {
          values(false, 1, Arrays.copyOf(value, 12 + length - 1));
        }
        values(false, 1, Arrays.copyOf(value, 11));
        values(false, 1, Arrays.copyOf(value, 7));
      }
    }
  }

  @Test
  void the_first_of_several_values_and_of_repeated_properties_counts() {
    byte[] two =
        fixed(0x101E, 0x1000, 2, 0, 0, 0, 1, 0, 0, 0, 'a', 0, 0, 0, 1, 0, 0, 0, 'b', 0, 0, 0);
    var values =
        values(true, 3, two, fixed(0x1E, 0x1000, 1, 0, 0, 0, 1, 0, 0, 0, 'c', 0, 0, 0), NUMBER);
    assertEquals("a", values.get(0x1000).content().text(StandardCharsets.US_ASCII));
    assertEquals(7, values.get(0x37).content().unsignedInt(0));
    assertFalse(values(true, 1, fixed(3, 0x38, 1, 0, 0, 0)).containsKey(0x38), "not wanted");
  }

  @Test
  void the_name_of_a_property_is_skipped() {
    int[] numbered = new int[16 + 4 + 4 + 4];
    numbered[20] = 99;
    numbered[24] = 5;
    var values = values(true, 2, fixed(3, 0x8001, numbered), NUMBER);
    assertEquals(5, values.get(0x8001).content().unsignedInt(0));
    assertEquals(7, values.get(0x37).content().unsignedInt(0));
    int[] named = new int[16 + 4 + 4 + 8 + 4];
    named[16] = 1;
    named[20] = 6;
    named[32] = 5;
    byte[] text = fixed(3, 0x8001, named);
    values = values(true, 2, text, NUMBER);
    assertEquals(5, values.get(0x8001).content().unsignedInt(0));
    assertEquals(7, values.get(0x37).content().unsignedInt(0));
    for (int length = 4; length < text.length; length++) {
      values(false, 1, Arrays.copyOf(text, length));
    }
  }

  @Test
  void a_list_ends_with_its_count() {
    assertTrue(values(true, 0, NUMBER).isEmpty());
    assertEquals(1, values(false, 2, NUMBER).size());
    assertEquals(1, values(true, 1, NUMBER, new byte[3]).size());
    Map<Integer, PropertyList.Value> none = new HashMap<>();
    assertFalse(PropertyList.read(ByteReader.of(new byte[3]), WANTED, none));
    assertTrue(PropertyList.read(ByteReader.of(new byte[4]), WANTED, none));
  }
}
