using System.Text;
using System.Text.RegularExpressions;
using Ting.Listening;

namespace Ting.Server.Features.Academy.Writing;

/// <summary>What names somebody. Known names and codes must go; a guess is for a person to look at.</summary>
public enum Naming { Person, Agent, Mail, Telephone, Number, Link, Address, Guess, Other }

/// <param name="Original">As it was said.</param>
/// <param name="Stand">What stands in its place.</param>
public sealed record Replacement(string Original, string Stand, Naming Naming);

/// <summary>Who may be named in a conversation.</summary>
/// <param name="People">Names of the customer and what belongs to them, company and identities too.</param>
/// <param name="Agents">Of everybody who works here.</param>
public sealed record KnownNames(IReadOnlyList<string> People, IReadOnlyList<string> Agents);

/// <summary>Takes out of a passage what names anybody: known names, the codes that the engine reads over, addresses, and what looks like a name. A person has the last look.</summary>
internal static partial class Passage
{
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

    private static readonly Dictionary<string, Dictionary<Naming, string>> Stands = new()
    {
        ["zh"] = new() { [Naming.Person] = "某某", [Naming.Agent] = "客服", [Naming.Mail] = "【邮箱】", [Naming.Telephone] = "【电话】", [Naming.Number] = "【编号】", [Naming.Link] = "【链接】", [Naming.Address] = "【地址】", [Naming.Guess] = "某", [Naming.Other] = "某某" },
        ["ja"] = new() { [Naming.Person] = "○○", [Naming.Agent] = "担当者", [Naming.Mail] = "【メール】", [Naming.Telephone] = "【電話番号】", [Naming.Number] = "【番号】", [Naming.Link] = "【リンク】", [Naming.Address] = "【住所】", [Naming.Guess] = "○○", [Naming.Other] = "○○" },
        ["en"] = new() { [Naming.Person] = "[name]", [Naming.Agent] = "[colleague]", [Naming.Mail] = "[e-mail]", [Naming.Telephone] = "[phone]", [Naming.Number] = "[number]", [Naming.Link] = "[link]", [Naming.Address] = "[address]", [Naming.Guess] = "[name]", [Naming.Other] = "[…]" },
    };

    /// <param name="language">zh, ja or en.</param>
    /// <param name="also">What somebody else saw that must go.</param>
    /// <returns>Each thing once, in the order in which it is found first.</returns>
    public static IReadOnlyList<Replacement> Find(IEnumerable<string> texts, string language, KnownNames names, IReadOnlyList<string> also) =>
    [
        .. texts.SelectMany(text => SpansIn(text, language, names, also).Select(span => (Original: text[span.Start..span.End], span.Naming)))
            .DistinctBy(it => it.Original)
            .Select(it => new Replacement(it.Original, Stands[language][it.Naming], it.Naming)),
    ];

    /// <summary>What still names somebody for certain. What is only a guess has been looked at.</summary>
    public static IReadOnlyList<string> LeftIn(string text, string language, KnownNames names) =>
        [.. SpansIn(text, language, names, []).Where(it => it.Naming is not Naming.Guess).Select(it => text[it.Start..it.End]).Where(it => !Stands[language].ContainsValue(it)).Distinct()];

    public static string Apply(string text, IReadOnlyList<Replacement> replacements)
    {
        var changed = new StringBuilder();
        foreach (var (said, replaced) in Parts(text, replacements))
            changed.Append(replaced is null ? said : replaced.Stand);
        return changed.ToString();
    }

    /// <summary>The passage in parts: as it was said, or with what stands in its place. The longest goes first, so that a surname does not tear a name apart.</summary>
    public static IEnumerable<(string Said, Replacement? Replaced)> Parts(string text, IReadOnlyList<Replacement> replacements)
    {
        var ordered = replacements.Where(it => it.Original.Length > 0).OrderByDescending(it => it.Original.Length).ToList();
        var from = 0;
        for (var at = 0; at < text.Length;)
        {
            if (ordered.Find(it => string.CompareOrdinal(text, at, it.Original, 0, it.Original.Length) == 0 && IsWhole(text, at, it.Original.Length)) is not { } found)
            {
                at++;
                continue;
            }

            if (at > from)
                yield return (text[from..at], null);
            yield return (found.Original, found);
            from = at += found.Original.Length;
        }

        if (from < text.Length)
            yield return (text[from..], null);
    }

    private static List<(int Start, int End, Naming Naming)> SpansIn(string text, string language, KnownNames names, IReadOnlyList<string> also)
    {
        List<(int Start, int End, Naming Naming)> found = [];
        foreach (var word in also)
            AddAll(word, Naming.Other, StringComparison.OrdinalIgnoreCase);
        foreach (var name in names.People.SelectMany(FormsOf))
            AddAll(name, Naming.Person, name.Contains(' ', StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        foreach (var name in names.Agents.SelectMany(FormsOf))
            AddAll(name, Naming.Agent, name.Contains(' ', StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        foreach (Match match in Address.Matches(text))
            found.Add((match.Index, match.Index + match.Length, Naming.Address));
        foreach (Match match in SpacedTelephone.Matches(text))
        {
            if (match.Value.Count(char.IsAsciiDigit) >= 8)
                found.Add((match.Index, match.Index + match.Length, Naming.Telephone));
        }

        found.AddRange(Anonymised.CodesIn(text, language).Select(code => (code.Start, code.End, KindOf(text[code.Start..code.End]))));
        foreach (Match match in Introduced.Matches(text))
        {
            var said = match.Groups.Cast<Group>().Skip(1).First(group => group.Success);
            if (!NobodysName.IsMatch(said.Value))
                found.Add((said.Index, said.Index + said.Length, Naming.Guess));
        }

        if (language == "en")
        {
            foreach (Match match in MidSentence.Matches(text))
            {
                if (!NobodysName.IsMatch(match.Value))
                    found.Add((match.Index, match.Index + match.Length, Naming.Guess));
            }
        }

        // the first found stays where two overlap: known names before codes, codes before guesses
        List<(int Start, int End, Naming Naming)> kept = [];
        foreach (var span in found.Where(span => span.End > span.Start))
        {
            if (!kept.Exists(other => span.Start < other.End && other.Start < span.End))
                kept.Add(span);
        }

        return [.. kept.OrderBy(span => span.Start)];

        void AddAll(string word, Naming naming, StringComparison comparison)
        {
            for (var at = word.Length == 0 ? -1 : text.IndexOf(word, comparison); at >= 0; at = text.IndexOf(word, at + word.Length, comparison))
            {
                if (IsWhole(text, at, word.Length))
                    found.Add((at, at + word.Length, naming));
            }
        }
    }

    // A name in letters is a word of its own; in characters nothing stands between words.
    private static bool IsWhole(string text, int at, int length) =>
        !(IsLetter(text[at]) && at > 0 && IsLetter(text[at - 1])) && !(IsLetter(text[at + length - 1]) && at + length < text.Length && IsLetter(text[at + length]));

    private static bool IsLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is >= '\u00c0' and <= '\u024f';

    /// <summary>The whole name first, then what it is made of as people are called: a surname with its address, a given name.</summary>
    private static IEnumerable<string> FormsOf(string name)
    {
        var whole = name.Trim();
        if (whole.Length < 2)
            yield break;
        yield return whole;
        var parts = whole.Split([' ', '\u3000', '·', '・'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1)
        {
            yield return string.Concat(parts);
            foreach (var part in parts.Where(part => part.Length >= 2 && !part.Contains('@', StringComparison.Ordinal)))
                yield return part;
            foreach (var called in Called(parts[0]).Where(_ => parts[0].Length == 1))
                yield return called;
        }
        else if (whole.Length is 2 or 3 && whole.All(it => it is >= '\u4e00' and <= '\u9fff'))
        {
            foreach (var called in Called(whole[..1]))
                yield return called;
            if (whole.Length == 3)
                yield return whole[1..];
        }
    }

    private static IEnumerable<string> Called(string surname) => ((string[])["先生", "女士", "小姐", "太太", "总", "经理", "老师", "様", "さん"]).Select(title => surname + title);

    private static Naming KindOf(string code) =>
        code.Contains('@', StringComparison.Ordinal) ? Naming.Mail
        : code.Contains("://", StringComparison.Ordinal) || code.StartsWith("www", StringComparison.OrdinalIgnoreCase) ? Naming.Link
        : code.Count(char.IsAsciiDigit) >= 8 && !code.Any(char.IsAsciiLetter) && (code[0] is '+' or '0' or '(' || Mobile.IsMatch(code)) ? Naming.Telephone
        : Naming.Number;

    [GeneratedRegex("^1[3-9][0-9]{9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Mobile { get; }

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:\+[0-9]{1,3}[ -]?)?\(?[0-9]{2,5}\)?(?:[ -][0-9]{2,5}){1,4}(?![0-9A-Za-z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SpacedTelephone { get; }

    // street and house in the three ways of writing them, and post codes
    [GeneratedRegex(
        @"(?:[\u4e00-\u9fff-[到在至往寄送给住是于请我家]]{2,7}(?:省|市|区|县|镇)){0,4}[\u4e00-\u9fff-[到在至往寄送给住是于请我家]]{1,6}(?:路|街|大道|巷|弄|胡同)\s?[0-9]{1,5}\s?(?:号|弄)?(?:[0-9A-Za-z-]{0,6}(?:号楼|幢|栋|单元|室|楼|层)){0,4}"
        + @"|〒\s?[0-9]{3}-[0-9]{4}"
        + @"|(?:北海道|東京都|京都府|大阪府|[\u4e00-\u9fff]{2,3}県)?[\u4e00-\u9fff]{1,6}[市区町村][\u4e00-\u9fffぁ-んァ-ヶ]{0,10}[0-9０-９]{1,4}(?:丁目|番地|番|-[0-9０-９]{1,4})(?:[0-9０-９-]{0,8}(?:丁目|番地|番|号)?){0,3}"
        + @"|\b[0-9]{1,5}[A-Za-z]?\s(?:[A-Z][\p{L}'’.-]{1,30}\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Ct|Way|Place|Square|Boulevard|Blvd|Terrace|Crescent)\b"
        + @"|\b[A-Z]{1,2}[0-9][A-Z0-9]?\s[0-9][A-Z]{2}\b",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address { get; }

    // somebody says who they are, or is spoken to by name
    [GeneratedRegex(
        @"(?:我叫|我的名字是|姓名[:：]?\s?)([\u4e00-\u9fff]{2,3})(?=[，。,.！!、\s]|$)"
        + "|([" + Surnames + "])(?=先生|女士|小姐|太太|老师|经理|师傅|阿姨)"
        + @"|([\u4e00-\u9fff々]{1,4}|[ァ-ヶー]{2,8})(?=様|さん|氏)"
        + @"|([\u4e00-\u9fff々ぁ-んァ-ヶー]{2,8})(?=と申します|と言います|といいます)"
        + @"|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s([A-Z][\p{L}'’-]{1,30})"
        + @"|\b(?:[Mm]y name is|[Mm]y name's|[Tt]his is|I am|I['’]m)\s([A-Z][\p{L}'’-]{1,30}(?:\s[A-Z][\p{L}'’-]{1,30})?)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Introduced { get; }

    // in English a capital in the middle of a sentence is a name more often than not
    [GeneratedRegex(@"(?<=[\p{Ll}0-9,;:’']\s)\p{Lu}\p{Ll}{2,20}(?:\s\p{Lu}\p{Ll}{2,20})?\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MidSentence { get; }

    [GeneratedRegex("客$|^(?:皆|奥|神|子|お|母|父|妻|夫|娘|息子|友達|店員|担当|担当者|各位|何|仏|外国|お隣|隣)$|^(?:Not|Very|So|Just|The|A|An|My|Our|Your|Still|Also|Sorry|Happy|Afraid|Here|Ting|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|English|Chinese|Japanese)$", RegexOptions.CultureInvariant)]
    private static partial Regex NobodysName { get; }
}
