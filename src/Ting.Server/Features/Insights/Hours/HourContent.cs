using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ting.Server.Features.Insights.Hours;

/// <summary>Whose a row is; a filter looks at nothing else. No team or agent is <see cref="Guid.Empty"/>.</summary>
internal readonly record struct Owner(Guid Inbox, Guid Team, Guid Agent);

/// <summary>The same by index into the hour's ids.</summary>
internal readonly record struct OwnerIndex(int Inbox, int Team, int Agent);

/// <summary>What is found in one hour. Minutes are those within the hour, durations are in milliseconds.</summary>
internal interface IHourRows
{
    /// <summary>The owners that the rows after this speak of by index.</summary>
    void Owners(ReadOnlySpan<Guid> ids, ReadOnlySpan<OwnerIndex> owners);

    /// <param name="firstReply">How long the first reply took; −1 while there is none.</param>
    void Received(int owner, int minute, long firstReply);

    /// <param name="firstLevel">−2 to +2; null without a reading.</param>
    void Resolved(int owner, int minute, long duration, int? firstLevel, int lastLevel);

    /// <param name="score">1 to 5; 0 without an answer.</param>
    void Rated(int owner, int minute, bool asked, bool declined, int score, double predicted);

    void Timed(int owner, int minute, long number, int target, bool broken);

    void Coached(int owner, int minute, string category, int outcome);

    void Labelled(int owner, int minute, Guid label);
}

/// <summary>The bytes of one hour: dictionaries first, then each kind of row with its count. Whole numbers take seven bits a byte, the lowest first.</summary>
/// <remarks>The same rows in the same order always give the same bytes.</remarks>
internal static class HourContent
{
    public const byte Form = 1;

    public static void Read(ReadOnlySpan<byte> bytes, IHourRows rows)
    {
        var input = new Input(bytes);
        if (input.Byte() != Form)
            throw new InvalidDataException("Written by another version of Ting; `ting-server insights` packs the hours anew.");

        var ids = new Guid[input.Number()];
        for (var index = 0; index < ids.Length; index++)
            ids[index] = input.Id();
        var owners = new OwnerIndex[input.Number()];
        for (var index = 0; index < owners.Length; index++)
            owners[index] = new OwnerIndex((int)input.Number(), (int)input.Number(), (int)input.Number());
        var categories = new string[input.Number()];
        for (var index = 0; index < categories.Length; index++)
            categories[index] = input.Word();
        var labels = new Guid[input.Number()];
        for (var index = 0; index < labels.Length; index++)
            labels[index] = input.Id();
        rows.Owners(ids, owners);

        for (var left = input.Number(); left > 0; left--)
            rows.Received((int)input.Number(), input.Byte(), input.Number() - 1);
        for (var left = input.Number(); left > 0; left--)
        {
            var (owner, minute, duration, first, last) = ((int)input.Number(), input.Byte(), input.Number(), input.Byte(), input.Byte());
            rows.Resolved(owner, minute, duration, first == 0 ? null : first - 3, last - 3);
        }

        for (var left = input.Number(); left > 0; left--)
        {
            var (owner, minute, answer, predicted) = ((int)input.Number(), input.Byte(), input.Byte(), input.Real());
            rows.Rated(owner, minute, (answer & 0x10) != 0, (answer & 0x20) != 0, answer & 0x0F, predicted);
        }

        for (var left = input.Number(); left > 0; left--)
        {
            var (owner, minute, number, target) = ((int)input.Number(), input.Byte(), input.Number(), input.Byte());
            rows.Timed(owner, minute, number, target >> 1, (target & 1) != 0);
        }

        for (var left = input.Number(); left > 0; left--)
            rows.Coached((int)input.Number(), input.Byte(), categories[input.Number()], input.Byte());
        for (var left = input.Number(); left > 0; left--)
            rows.Labelled((int)input.Number(), input.Byte(), labels[input.Number()]);
    }

    private ref struct Input(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _at;

        public byte Byte() => _bytes[_at++];

        public long Number()
        {
            long value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = _bytes[_at++];
                value |= (long)(part & 0x7F) << shift;
                if (part < 0x80)
                    return value;
            }
        }

        public double Real()
        {
            var value = BinaryPrimitives.ReadDoubleLittleEndian(_bytes[_at..]);
            _at += sizeof(double);
            return value;
        }

        public Guid Id()
        {
            var value = new Guid(_bytes.Slice(_at, 16));
            _at += 16;
            return value;
        }

        public string Word()
        {
            var length = (int)Number();
            var value = Encoding.UTF8.GetString(_bytes.Slice(_at, length));
            _at += length;
            return value;
        }
    }
}

/// <summary>Takes the rows of one hour and writes them as <see cref="HourContent"/> reads them.</summary>
internal sealed class HourWriter
{
    private readonly Dictionary<Owner, int> _owners = [];
    private readonly Dictionary<string, int> _categories = [];
    private readonly Dictionary<Guid, int> _labels = [];
    private readonly Section _received = new(), _resolved = new(), _rated = new(), _timed = new(), _coached = new(), _labelled = new();

    public int Conversations => _received.Rows + _resolved.Rows;

    public bool IsEmpty => _owners.Count == 0;

    public void Received(Owner owner, int minute, TimeSpan? firstReply) =>
        _received.Row().Number(Of(owner)).Byte(minute).Number(firstReply is { } wait ? Milliseconds(wait) + 1 : 0);

    public void Resolved(Owner owner, int minute, TimeSpan duration, int? firstLevel, int? lastLevel) =>
        _resolved.Row().Number(Of(owner)).Byte(minute).Number(Milliseconds(duration)).Byte(firstLevel + 3 ?? 0).Byte((lastLevel ?? 0) + 3);

    public void Rated(Owner owner, int minute, bool asked, bool declined, int? score, double predicted) =>
        _rated.Row().Number(Of(owner)).Byte(minute).Byte((score ?? 0) | (asked ? 0x10 : 0) | (declined ? 0x20 : 0)).Real(predicted);

    public void Timed(Owner owner, int minute, long number, int target, bool broken) =>
        _timed.Row().Number(Of(owner)).Byte(minute).Number(number).Byte((target << 1) | (broken ? 1 : 0));

    public void Coached(Owner owner, int minute, string category, int outcome) =>
        _coached.Row().Number(Of(owner)).Byte(minute).Number(Index(_categories, category)).Byte(outcome);

    public void Labelled(Owner owner, int minute, Guid label) =>
        _labelled.Row().Number(Of(owner)).Byte(minute).Number(Index(_labels, label));

    public byte[] Write()
    {
        var head = new Section();
        var ids = new Dictionary<Guid, int>();
        var owners = new Section();
        foreach (var owner in _owners.Keys)
            owners.Row().Number(Index(ids, owner.Inbox)).Number(Index(ids, owner.Team)).Number(Index(ids, owner.Agent));
        head.Byte(HourContent.Form).Number(ids.Count);
        foreach (var id in ids.Keys)
            head.Id(id);
        head.Number(owners.Rows).Bytes(owners);
        head.Number(_categories.Count);
        foreach (var category in _categories.Keys)
            head.Word(category);
        head.Number(_labels.Count);
        foreach (var label in _labels.Keys)
            head.Id(label);
        foreach (var section in (Section[])[_received, _resolved, _rated, _timed, _coached, _labelled])
            head.Number(section.Rows).Bytes(section);
        return head.ToArray();
    }

    // A moment stored a little before the one it follows is no negative duration.
    private static long Milliseconds(TimeSpan duration) => Math.Max(0, (long)Math.Round(duration.TotalMilliseconds));

    private int Of(Owner owner) => Index(_owners, owner);

    private static int Index<T>(Dictionary<T, int> known, T value) where T : notnull
    {
        if (!known.TryGetValue(value, out var index))
            known[value] = index = known.Count;
        return index;
    }

    private sealed class Section
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public int Rows { get; private set; }

        public Section Row()
        {
            Rows++;
            return this;
        }

        public Section Byte(int value)
        {
            _bytes.Write([(byte)value]);
            return this;
        }

        public Section Number(long value)
        {
            for (; value >= 0x80; value >>= 7)
                _bytes.Write([(byte)(value | 0x80)]);
            _bytes.Write([(byte)value]);
            return this;
        }

        public Section Real(double value)
        {
            Span<byte> buffer = stackalloc byte[sizeof(double)];
            BinaryPrimitives.WriteDoubleLittleEndian(buffer, value);
            _bytes.Write(buffer);
            return this;
        }

        public Section Id(Guid value)
        {
            _bytes.Write(value.ToByteArray());
            return this;
        }

        public Section Word(string value)
        {
            Number(Encoding.UTF8.GetByteCount(value));
            Encoding.UTF8.GetBytes(value, _bytes);
            return this;
        }

        public void Bytes(Section other) => _bytes.Write(other._bytes.WrittenSpan);

        public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
    }
}
