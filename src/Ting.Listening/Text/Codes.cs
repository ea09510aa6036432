namespace Ting.Listening;

/// <summary>Order numbers, e-mail addresses, links and other codes: their letters say nothing of a feeling.</summary>
internal static class Codes
{
    private const int Shortest = 5;
    private const int FewestFigures = 3;

    // a sum of money may have five figures without a comma
    private const int LongestNumber = 5;

    /// <summary>Where codes stand in a folded text, each with the blank before it; null where there is none.</summary>
    public static List<(int Start, int End)>? In(ReadOnlySpan<char> text)
    {
        List<(int Start, int End)>? found = null;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsAsciiLetterOrDigit(text[at]) && text[at] is not ('#' or '@'))
            {
                at++;
                continue;
            }

            var end = LinkEnd(text, at);
            var link = end > at;
            if (!link)
                end = RunEnd(text, at);
            if (link || IsCode(text, at, end))
                (found ??= []).Add(WithBlank(text, at, end));
            at = end;
        }

        return found;
    }

    private static int LinkEnd(ReadOnlySpan<char> text, int at)
    {
        var rest = text[at..];
        if (!rest.StartsWith("http://") && !rest.StartsWith("https://") && !rest.StartsWith("ww.")) // folding leaves two letters of a run
            return at;
        var end = at;
        while (end < text.Length && text[end] is > ' ' and < '\u007f' and not ('"' or '<' or '>' or '(' or ')'))
            end++;
        while (text[end - 1] is '.' or ',' or '!' or '?' or ';' or ':')
            end--;
        return end;
    }

    // marks belong to a run only between letters or figures, points and colons only between figures, unless an address holds them
    private static int RunEnd(ReadOnlySpan<char> text, int at)
    {
        var end = at + 1;
        var address = text[at] == '@';
        while (end < text.Length)
        {
            var next = end + 1 < text.Length ? text[end + 1] : ' ';
            if (char.IsAsciiLetterOrDigit(text[end]))
                end++;
            else if (text[end] is '-' or '_' or '/' or '@' or '+' or '#' && char.IsAsciiLetterOrDigit(next))
                address |= text[end++] == '@';
            else if (text[end] is '.' or ':' && char.IsAsciiLetterOrDigit(next) && (address || IsLocalPart(text, end) || (char.IsAsciiDigit(next) && char.IsAsciiDigit(text[end - 1]))))
                end++;
            else
                break;
        }

        return end;
    }

    private static bool IsLocalPart(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-' or '_' or '+'))
            at++;
        return at < text.Length && text[at] == '@';
    }

    private static bool IsCode(ReadOnlySpan<char> text, int start, int end)
    {
        var run = text[start..end];
        int figures = 0, letters = 0, marks = 0;
        foreach (var letter in run)
            if (char.IsAsciiDigit(letter))
                figures++;
            else if (char.IsAsciiLetter(letter))
                letters++;
            else
                marks++;
        if (run.Contains('@'))
            return letters + figures > 1; // an address, or somebody's handle
        if (figures < FewestFigures || run.Length < Shortest)
            return false;
        if (letters > 0)
            return !IsMeasure(run, figures, marks);
        if (run[0] == '#')
            return true;
        return marks == 0 ? run.Length > LongestNumber && !IsAmount(text, start, end) : figures > LongestNumber && !IsDate(run) && !IsDecimal(run);
    }

    // 500ml, 24hours
    private static bool IsMeasure(ReadOnlySpan<char> run, int figures, int marks)
    {
        if (marks > 0 || figures > FewestFigures)
            return false;
        foreach (var letter in run[figures..])
            if (!char.IsAsciiLetter(letter))
                return false;
        return char.IsAsciiDigit(run[0]);
    }

    private static bool IsAmount(ReadOnlySpan<char> text, int start, int end) =>
        (start > 0 && text[start - 1] is '$' or '€' or '£' or '¥') || (end < text.Length && text[end] is '元' or '块' or '円' or '万' or '人' or '%' or '$' or '€');

    private static bool IsDecimal(ReadOnlySpan<char> run) => run.Count('.') == 1 && !run.Contains('/') && run.IndexOfAnyExceptInRange('.', '9') < 0;

    // 2026-11-20, 20/11/2026 and the like; 09:00-18:00
    private static bool IsDate(ReadOnlySpan<char> run)
    {
        Span<int> parts = stackalloc int[6];
        var count = 1;
        foreach (var letter in run)
            if (char.IsAsciiDigit(letter))
                parts[count - 1]++;
            else if (count++ == parts.Length)
                return false;
        if (run.Contains(':'))
            return parts[..count].IndexOfAnyExceptInRange(1, 2) < 0;
        return count == 3 && parts[1] <= 2 && ((parts[0] == 4 && parts[2] <= 2) || (parts[0] <= 2 && parts[2] is 2 or 4));
    }

    private static (int Start, int End) WithBlank(ReadOnlySpan<char> text, int start, int end)
    {
        if (start > 0 && text[start - 1] == ' ')
            start--;
        else if (start == 0 && end < text.Length && text[end] == ' ')
            end++;
        return (start, end);
    }
}
