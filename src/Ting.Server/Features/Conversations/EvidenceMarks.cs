using Ting.Listening;

namespace Ting.Server.Features.Conversations;

/// <summary>Cuts a message where the words that carry its reading begin and end. The parts together are the text, letter for letter.</summary>
internal static class EvidenceMarks
{
    /// <param name="Css">Null for words that carry nothing.</param>
    public readonly record struct Part(string Text, string? Css);

    public static IReadOnlyList<Part> Of(string text, Reading? reading, int level)
    {
        if (reading is null)
            return [new Part(text, null)];

        var feeling = $"ev-{Ui.EmotionCss.Of(level)}";
        var marks = new List<(int Start, int End, string Css)>();
        foreach (var span in reading.Preferences.Select(it => it.Evidence).Concat(reading.Facts.Select(it => it.Evidence)))
            Add(span, "ev-ear");
        foreach (var (field, spans) in reading.Evidence)
        {
            foreach (var span in spans)
                Add(span, field is "emotion" or "sentiment" or "complaint" or "escalation" or "urgency" ? feeling : "ev-ear");
        }

        var parts = new List<Part>();
        var at = 0;
        foreach (var (start, end, css) in marks.OrderBy(mark => mark.Start).ThenByDescending(mark => mark.End))
        {
            if (start < at)
                continue; // one mark on a word is enough
            if (start > at)
                parts.Add(new Part(text[at..start], null));
            parts.Add(new Part(text[start..end], css));
            at = end;
        }

        if (at < text.Length)
            parts.Add(new Part(text[at..], null));
        return parts;

        void Add(Span span, string css)
        {
            // A text that was erased or changed since is shown without marks.
            if (span.Length > 0 && span.Start >= 0 && span.Start + span.Length <= text.Length && text.AsSpan(span.Start, span.Length).SequenceEqual(span.Text))
                marks.Add((span.Start, span.Start + span.Length, css));
        }
    }
}
