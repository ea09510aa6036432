using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Importing;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Files;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Value;

/// <summary>Orders from a CSV file, of people who are known already: the same file twice changes nothing.</summary>
public static class ImportOrders
{
    public const long MostBytes = 10_000_000;
    private const int RowsASave = 500;
    private const int MostFaults = 200;

    /// <param name="Row">From 1, without the header.</param>
    /// <param name="Code">The key of the sentence in ValueText.</param>
    public sealed record Fault(int Row, string Code);

    /// <param name="Faults">The first 200.</param>
    public sealed record Response(int New, int Changed, int Bad, IReadOnlyList<Fault> Faults);

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/orders/import", async ([FromForm] IFormFile file, Handler handler, CancellationToken cancel) => (await handler.HandleAsync(file, cancel)).ToHttp(TypedResults.Ok))
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes + 100_000))
            .RequireAuthorization(Permission.ImportPeople)
            .WithSummary("Record orders from a CSV file: order, e-mail or phone or account, date, amount, currency, items")
            .Produces<Response>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    public sealed class Handler(IDbContextFactory<AppDb> database, FileStore files, TimeProvider clock)
    {
        public async Task<Outcome<Response>> HandleAsync(IFormFile file, CancellationToken cancel)
        {
            await using var content = file.OpenReadStream();
            if (file.Length == 0)
                return Refusal.Invalid("import.no_rows", "file");
            if (await files.SaveAsync(content, MostBytes, cancel) is not { } saved)
                return Refusal.TooLarge("import.too_large");

            try
            {
                if (ImportFile.Examine(files, saved.Hash, encoding: null).IsRefused(out var refusal, out var look))
                    return refusal;
                var columns = OrderColumns.Of(look.Headers);
                return columns.AreEnough ? await ReadAsync(saved.Hash, look, columns, cancel) : Refusal.Invalid("order.columns", "file");
            }
            catch (CsvFormatException)
            {
                return Refusal.Invalid("import.unreadable", "file");
            }
            finally
            {
                files.Delete(saved.Hash); // nothing of it is needed any more
            }
        }

        private async Task<Response> ReadAsync(string hash, ImportFile.Look look, OrderColumns columns, CancellationToken cancel)
        {
            await using var settings = await database.CreateDbContextAsync(cancel);
            var currency = (await settings.ReadValueSettingsAsync(cancel)).Currency;
            using var file = ImportFile.Read(files.Open(hash)!, look.Encoding, look.Separator);
            var (result, number, now) = (new Response(0, 0, 0, []), 0, clock.GetUtcNow());
            while (true)
            {
                var rows = new List<OrderRow>(RowsASave);
                while (rows.Count < RowsASave && file.Next() is { } cells)
                    rows.Add(columns.Read(++number, cells, currency, now));
                if (rows.Count == 0)
                    return result;

                var some = await Attempts.OnConflictAsync(() => SaveAsync(rows, now, cancel));
                result = new Response(result.New + some.New, result.Changed + some.Changed, result.Bad + some.Bad, [.. result.Faults.Concat(some.Faults).Take(MostFaults)]);
            }
        }

        private async Task<Response> SaveAsync(List<OrderRow> rows, DateTimeOffset now, CancellationToken cancel)
        {
            await using var db = await database.CreateDbContextAsync(cancel);
            var good = rows.Where(row => row.Fault is null).ToList();
            var owners = new Dictionary<(string, string), Guid>();
            foreach (var kind in good.SelectMany(row => row.Identities).GroupBy(it => it.Kind, it => it.Value))
            {
                var (name, values) = (kind.Key, kind.Distinct().ToArray());
                foreach (var known in await db.Identities.AsNoTracking().Where(it => it.Kind == name && values.Contains(it.Value)).Select(it => new { it.Value, it.PersonId }).ToListAsync(cancel))
                    owners[(name, known.Value)] = known.PersonId;
            }

            Guid[] ids = [.. owners.Values.Distinct()];
            var people = await db.People.Where(it => ids.Contains(it.Id)).ToDictionaryAsync(it => it.Id, cancel);
            string[] numbers = [.. good.Select(row => row.ExternalId).Distinct()];
            var orders = await db.Orders.Where(it => numbers.Contains(it.ExternalId)).ToDictionaryAsync(it => it.ExternalId, cancel);
            var (added, changed, faults) = (0, 0, rows.Where(row => row.Fault is not null).Select(row => new Fault(row.Number, row.Fault!)).ToList());
            foreach (var row in good)
            {
                if (row.Identities.Where(owners.ContainsKey).Select(it => (Guid?)owners[it]).FirstOrDefault() is not { } personId || !people.TryGetValue(personId, out var person))
                {
                    faults.Add(new Fault(row.Number, "order.unknown_person"));
                    continue;
                }

                var isNew = !orders.TryGetValue(row.ExternalId, out var order);
                if (isNew)
                    orders[row.ExternalId] = order = db.Orders.Add(new Order(personId, row.ExternalId, now)).Entity;
                else if (order!.PersonId == personId && (order.Amount, order.Currency, order.PlacedAt) == (row.Amount, row.Currency, row.PlacedAt))
                    continue; // nothing new

                order.Record(personId, row.Amount, row.Currency, row.PlacedAt, row.Items, now);
                added += isNew ? 1 : 0;
                changed += isNew ? 0 : 1;
                db.Append(person.Log(isNew ? "order.placed" : "order.changed", "system", JsonSerializer.Serialize(new { orderId = order.Id, amount = row.Amount / 100.0, row.Currency }, JsonSerializerOptions.Web), now));
            }

            await db.SaveChangesAsync(cancel);
            return new Response(added, changed, faults.Count, [.. faults.OrderBy(fault => fault.Row)]);
        }
    }
}

/// <summary>What one row says of an order; with a fault it is left out.</summary>
internal sealed record OrderRow(int Number, string ExternalId, IReadOnlyList<(string Kind, string Value)> Identities, long Amount, string Currency, DateTimeOffset PlacedAt, IReadOnlyList<string> Items, string? Fault);

/// <summary>Which column of a file of orders holds what; -1 for none.</summary>
internal sealed record OrderColumns(int ExternalId, int PlacedAt, int Amount, int Currency, int Items, IReadOnlyList<(int At, string Kind)> Identities)
{
    private static readonly string[][] Names =
    [
        ["order", "orderid", "ordernumber", "orderno", "订单", "订单号", "订单编号", "注文番号", "受注番号", "注文id"],
        ["date", "placedat", "orderdate", "time", "日期", "下单时间", "订单日期", "注文日", "注文日時", "購入日"],
        ["amount", "total", "price", "金额", "总额", "实付金额", "金額", "合計", "購入金額"],
        ["currency", "币种", "货币", "通貨"],
        ["items", "products", "item", "product", "商品", "商品名称", "品名", "商品名"],
    ];

    public bool AreEnough => ExternalId >= 0 && PlacedAt >= 0 && Amount >= 0 && Identities.Count > 0;

    public static OrderColumns Of(IReadOnlyList<string> headers)
    {
        string[] plain = [.. headers.Select(ImportTarget.Plain)];
        int At(int which) => Array.FindIndex(plain, name => Names[which].Contains(name));
        return new OrderColumns(At(0), At(1), At(2), At(3), At(4),
            [.. headers.Select((header, at) => (at, ImportTarget.Guess(header))).Where(it => ImportTarget.Identities.Contains(it.Item2))]);
    }

    public OrderRow Read(int number, string[] cells, string currency, DateTimeOffset now)
    {
        string Cell(int at) => at >= 0 && at < cells.Length ? cells[at].Trim() : "";
        (string Kind, string Value)[] identities = [.. Identities.Select(it => (it.Kind, People.Identity.Normalise(it.Kind, Cell(it.At)))).Where(it => it.Item2.Length > 0)];
        var given = Cell(Currency) is { Length: > 0 } said ? said.ToUpperInvariant() : currency;
        var isAmount = decimal.TryParse(Cell(Amount).Replace(",", "", StringComparison.Ordinal).TrimStart('¥', '￥', '£', '$', '€'), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 1e11m;
        var isMoment = DateTimeOffset.TryParse(Cell(PlacedAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year >= 1990 && at <= now.AddDays(1);
        var fault = Cell(ExternalId).Length is 0 or > 80 ? "order.no_number"
            : identities.Length == 0 ? "order.nobody"
            : !isAmount ? "order.amount"
            : given.Length != 3 || !given.All(char.IsAsciiLetterUpper) ? "order.currency"
            : isMoment ? null : "order.date";
        return new OrderRow(number, Cell(ExternalId), identities, isAmount ? (long)Math.Round(amount * 100) : 0, given, at, [.. Cell(Items).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => item.Length > 200 ? item[..200] : item).Take(Order.MostItems)], fault);
    }
}
