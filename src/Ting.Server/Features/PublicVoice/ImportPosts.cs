using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Importing;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Live;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.PublicVoice;

/// <summary>Posts come in from a file: interviews, a study, what a site hands out. Either every row is taken or, if somebody says so, those that can be.</summary>
public static class ImportPosts
{
    public const int MostRows = 5000;
    public const int MostBytes = 8 * 1024 * 1024;

    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["text"] = ["text", "content", "post", "comment", "内容", "文字", "评论", "正文", "本文", "テキスト", "コメント", "投稿"],
        ["at"] = ["at", "date", "time", "published", "日期", "时间", "日付", "日時", "投稿日"],
        ["author"] = ["author", "name", "user", "作者", "昵称", "姓名", "投稿者", "名前"],
        ["link"] = ["link", "url", "address", "链接", "网址", "リンク", "アドレス"],
        ["id"] = ["id", "externalid", "编号", "番号"],
        ["language"] = ["language", "lang", "语言", "言語"],
    };

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy年M月d日 H:mm"];

    /// <param name="Row">As a spreadsheet counts: the header is the first.</param>
    /// <param name="Code">Of the sentence that says what is the matter.</param>
    /// <param name="Field">The column.</param>
    public sealed record BadRow(int Row, string Code, string? Field);

    public sealed record Result(int Added, int Known, IReadOnlyList<BadRow> Bad);

    internal sealed class Handler(IDbContextFactory<AppDb> database, LiveFeed live, TimeProvider clock)
    {
        /// <param name="zone">In which times without a zone are meant.</param>
        /// <param name="leavesBadOut">Takes the rows that can be; else nothing is taken while there is a bad one.</param>
        public async Task<Outcome<Result>> HandleAsync(Guid sourceId, byte[] file, TimeZoneInfo zone, bool leavesBadOut, CancellationToken cancel)
        {
            var now = clock.GetUtcNow();
            if (file.Length is 0 or > MostBytes)
                return Refusal.Invalid(file.Length == 0 ? "form.required" : "form.too_large", "file");
            await using (var look = await database.CreateDbContextAsync(cancel))
            {
                if (!await look.PublicSources.AnyAsync(it => it.Id == sourceId, cancel))
                    return Refusal.Invalid("public.source_not_found", "source");
            }

            if (Rows(file, zone, now).IsRefused(out var refusal, out var rows))
                return refusal;

            return await Attempts.OnConflictAsync<Outcome<Result>>(async () =>
            {
                await using var db = await database.CreateDbContextAsync(cancel);
                if (await db.PublicSources.AsNoTracking().SingleOrDefaultAsync(it => it.Id == sourceId, cancel) is not { } source)
                    return Refusal.Invalid("public.source_not_found", "source");
                var oldest = now.AddDays(-await PublicVoiceRules.DaysAsync(db, cancel));
                List<BadRow> bad = [.. rows.Where(it => it.Bad is not null || it.Post!.At < oldest).Select(it => it.Bad ?? new BadRow(it.Row, "public.too_old", "at"))];
                if (bad.Count > 0 && !leavesBadOut)
                    return new Result(0, 0, bad);
                var taken = await TakePosts.AddAsync(db, source, [.. rows.Select(it => it.Post).OfType<GivenPost>()], now, cancel);
                await db.SaveChangesAsync(cancel);
                live.Publish(ReadPosts.Topic);
                return new Result(taken.Added.Count, taken.Known, bad);
            });
        }

        private static Outcome<List<Read>> Rows(byte[] content, TimeZoneInfo zone, DateTimeOffset now)
        {
            var encoding = FileEncoding.Guess(content);
            try
            {
                using var file = ImportFile.Read(new MemoryStream(content, writable: false), encoding, ImportFile.SeparatorOf(FileEncoding.Of(encoding).GetString(content, 0, Math.Min(content.Length, 64 * 1024)).TrimStart('\uFEFF')));
                var columns = Names.ToDictionary(it => it.Key, it => IndexOf(file.Headers, it.Value));
                if (columns["text"] < 0)
                    return Refusal.Invalid("public.no_text_column", "file");

                List<Read> rows = [];
                while (file.Next() is { } cells)
                {
                    if (rows.Count == MostRows)
                        return Refusal.Invalid("public.too_many_rows", "file");
                    rows.Add(Of(rows.Count + 2, name => columns[name] is >= 0 and var at && at < cells.Length ? cells[at].Trim() : "", zone, now));
                }

                return rows.Count == 0 ? Refusal.Invalid("import.no_rows", "file") : rows;
            }
            catch (CsvFormatException)
            {
                return Refusal.Invalid("import.unreadable", "file");
            }
        }

        private static Read Of(int row, Func<string, string> cell, TimeZoneInfo zone, DateTimeOffset now)
        {
            var at = cell("at") is { Length: > 0 } given ? TimeOf(given, zone) : now;
            if (at is null)
                return new Read(row, null, new BadRow(row, "public.time", "at"));
            if (cell("text").Contains('\uFFFD'))
                return new Read(row, null, new BadRow(row, "public.encoding", "text"));

            // Without a number of its own a row is known by what it says.
            var id = cell("id") is { Length: > 0 } own ? own : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cell("at")}\n{cell("author")}\n{cell("text")}")));
            return AddPost.Given(new AddPost.Request { ExternalId = id, Text = cell("text"), Author = cell("author"), Link = cell("link"), Language = cell("language"), At = at }, now).IsRefused(out var refusal, out var post)
                ? new Read(row, null, new BadRow(row, refusal.Code, refusal.Field))
                : new Read(row, post, null);
        }

        private static int IndexOf(IReadOnlyList<string> headers, string[] names)
        {
            for (var at = 0; at < headers.Count; at++)
            {
                if (names.Contains(headers[at].Trim().ToLowerInvariant(), StringComparer.Ordinal))
                    return at;
            }

            return -1;
        }

        private static DateTimeOffset? TimeOf(string text, TimeZoneInfo zone)
        {
            if (DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
                return local.Year is > 1980 and < 2200 ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime() : null;
            return text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is > 1980 and < 2200 ? at.ToUniversalTime() : null;
        }

        private sealed record Read(int Row, GivenPost? Post, BadRow? Bad);
    }
}
