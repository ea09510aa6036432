using System.Globalization;
using System.Resources;
using System.Text;
using Ting.Server.Features.Fields;
using Ting.Server.Features.People;
using Ting.Server.Platform.Localisation;

namespace Ting.Server.Features.Importing;

/// <summary>What a column can hold, and which names of columns in three languages say so.</summary>
public static class ImportTarget
{
    public const string None = "";
    public const string Id = "id";
    public const string Name = "name";
    public const string Language = "language";
    public const string Tier = "tier";
    public const string Organisation = "organisation";
    public const string AccessLane = "access";
    public const string Birthday = "birthday";
    public const string FactPrefix = "fact.";
    public const string FieldPrefix = "field.";

    /// <summary>By which somebody is known; a row needs one of them, or the id.</summary>
    public static readonly IReadOnlyList<string> Identities = AddIdentity.Kinds;

    /// <summary>In the order in which they are offered and exported.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Name, .. Identities, Language, Tier, Organisation, AccessLane, Birthday, Id,
        .. AddFact.Attributes.Where(it => it is not ("name" or "phone" or "email" or "date" or "orderNumber")).Select(it => FactPrefix + it),
    ];

    /// <summary>With the fields of this desk behind what every desk has.</summary>
    public static IReadOnlyList<string> AllOf(FieldBook fields) => [.. All, .. fields.Shown.Select(field => FieldPrefix + field.Key)];

    /// <returns>Null for a column that is no field of this desk, or of one that is archived.</returns>
    public static FieldEntry? FieldOf(string target, FieldBook fields) =>
        target.StartsWith(FieldPrefix, StringComparison.Ordinal) && fields.Find(target[FieldPrefix.Length..]) is { Archived: false } field ? field : null;

    private static readonly Dictionary<string, string> Names = Shown()
        .Concat(Written().SelectMany(it => it.Names.Split('|').Append(it.Target).Select(name => (Name: name, it.Target))))
        .Select(it => (Name: Plain(it.Name), it.Target)).Where(it => it.Name.Length > 0)
        .DistinctBy(it => it.Name).ToDictionary(it => it.Name, it => it.Target);

    /// <summary>What a column of this name most likely holds; <see cref="None"/> when nothing can be said.</summary>
    public static string Guess(string header)
    {
        var plain = Plain(header);
        if (Names.TryGetValue(plain, out var target))
            return target;
        // "E-mail 2", "电话1": a second one of the same
        return plain.Length > 1 && char.IsAsciiDigit(plain[^1]) && Names.TryGetValue(plain[..^1], out target) && Identities.Contains(target) ? target : None;
    }

    /// <summary>One meaning for each column; only identities and facts may stand in several.</summary>
    public static IReadOnlyList<string> Guess(IReadOnlyList<string> headers) => Guess(headers, FieldBook.Empty);

    public static IReadOnlyList<string> Guess(IReadOnlyList<string> headers, FieldBook fields)
    {
        var taken = new HashSet<string>();
        return [.. headers.Select(header => Guess(header) is { Length: > 0 } known ? known : GuessField(header, fields)).Select(target => target != None && (taken.Add(target) || MayRepeat(target)) ? target : None)];
    }

    public static bool MayRepeat(string target) => Identities.Contains(target) || target.StartsWith(FactPrefix, StringComparison.Ordinal);

    private static string GuessField(string header, FieldBook fields)
    {
        var plain = Plain(header);
        var field = plain.Length == 0 ? null : fields.Shown.FirstOrDefault(it => ((string[])[it.Key, it.Names.Zh, it.Names.Ja, it.Names.En]).Any(name => Plain(name) == plain));
        return field is null ? None : FieldPrefix + field.Key;
    }

    // Case, width, spaces and signs do not matter.
    internal static string Plain(string name) =>
        new([.. name.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    // What an export in any language calls its columns.
    private static IEnumerable<(string Name, string Target)> Shown()
    {
        var (texts, people) = (new ResourceManager(typeof(ImportsText)), new ResourceManager(typeof(PeopleText)));
        return from language in Languages.All
               let culture = CultureInfo.GetCultureInfo(language.Code)
               from target in All
               let name = target.StartsWith(FactPrefix, StringComparison.Ordinal) ? people.GetString(target, culture)
                   : Identities.Contains(target) ? people.GetString($"identity.{target}", culture)
                   : texts.GetString($"target.{target}", culture)
               where name is not null
               select (name, target);
    }

    private static IEnumerable<(string Target, string Names)> Written() =>
    [
        (Id, "ting id|ting编号|ting番号|客户编号|お客様番号|person id|customer id"),
        (Name, "name|full name|customer|customer name|contact|contact name|display name|姓名|名字|客户|客户姓名|客户名称|联系人|昵称|名前|氏名|お名前|お客様名|顧客名|担当者|担当者名"),
        ("email", "email|e-mail|mail|email address|e-mail address|邮箱|电子邮箱|邮件|邮件地址|电子邮件|邮箱地址|メール|メールアドレス|eメール|電子メール"),
        ("phone", "phone|phone number|telephone|tel|mobile|mobile phone|cell|电话|电话号码|手机|手机号|手机号码|联系电话|電話|電話番号|携帯|携帯電話|携帯番号|連絡先電話番号"),
        ("account", "account|account number|account id|user name|username|login|member id|member number|shop account|账号|会员号|会员编号|用户名|商城账号|アカウント|会員番号|会員id|ユーザー名|ショップのアカウント"),
        ("wechat", "wechat|wechat id|微信|微信号|ウィーチャット"),
        ("line", "line|line id|lineid"),
        ("whatsapp", "whatsapp|whats app"),
        (Language, "language|locale|preferred language|lang|语言|语种|首选语言|言語|使用言語|ご利用言語"),
        (Tier, "tier|level|grade|customer tier|vip|等级|级别|会员等级|客户等级|ランク|等級|会員ランク|グレード"),
        (Organisation, "organisation|organization|company|company name|employer|account name|公司|公司名称|单位|机构|组织|企业|企业名称|会社|会社名|組織|企業|企業名|法人名|勤務先"),
        (AccessLane, "access lane|access|无障碍优先|無障碍優先|優先窓口|優先対応|お手伝い優先"),
        (Birthday, "birthday|date of birth|birth date|dob|生日|出生日期|生年月日|誕生日|お誕生日"),
        ("fact.occupation", "occupation|job|job title|profession|职业|职务|岗位|職業|職種|ご職業"),
        ("fact.allergy", "allergy|allergies|过敏|过敏源|アレルギー"),
        ("fact.family", "family|家人|家庭|家族|ご家族"),
        ("fact.address", "address|street address|地址|住址|收货地址|住所|ご住所"),
        ("fact.colour.like", "favourite colour|favorite color|likes the colour|喜欢的颜色|好きな色"),
        ("fact.food.like", "favourite food|favorite food|喜欢吃|好きな食べ物"),
        ("fact.size.like", "size|clothing size|尺码|尺寸|サイズ"),
        ("fact.channel.like", "preferred channel|preferred contact|偏好的联系方式|联系偏好|希望の連絡方法|ご希望の連絡方法"),
        ("fact.time.like", "preferred time|best time|方便的时间|都合のよい時間|ご希望の時間"),
        ("fact.other", "note|notes|remark|remarks|comment|comments|备注|说明|備考|メモ"),
    ];
}
