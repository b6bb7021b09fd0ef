// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordedaccounts.h"

#include "recordedanswer.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace
{

using Role = DemoAccount::Role;
using Accounts = std::map<QString, DemoAccount>;

Role roleCalled(const QString &word)
{
    static const std::map<QString, Role> roles{{u"owner"_s, Role::Owner},
                                               {u"admin"_s, Role::Admin},
                                               {u"poweruser"_s, Role::PowerUser},
                                               {u"user"_s, Role::User},
                                               {u"guest"_s, Role::Guest}};
    const auto found = roles.find(word.toLower());
    return found == roles.end() ? Role::User : found->second;
}

Role roleWith(const QJsonArray &permissions)
{
    if (permissions.contains("*"_L1))
        return Role::Owner;
    if (permissions.contains("read_server_info_panels"_L1))
        return permissions.contains("restart"_L1) ? Role::Admin : Role::PowerUser;
    if (permissions.contains("view_backends_list"_L1))
        return Role::PowerUser;
    return permissions.contains("basic_image_generation"_L1) ? Role::User : Role::Guest;
}

// "testadmin (role admin), testuser (role user), password not-a-real-password, …"
void addDescribed(Accounts &accounts, const QString &setup)
{
    static const QRegularExpression account(u"([a-z0-9_]+) \\(role ([a-z]+)\\)"_s);
    static const QRegularExpression password(u"password `?([^\\s,.`]+)"_s);
    const QString common = password.match(setup).captured(1);
    for (auto matches = account.globalMatch(setup); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString name = match.captured(1);
        accounts[name] = {.name = name, .password = common, .role = roleCalled(match.captured(2))};
    }
}

void addLogin(Accounts &accounts, const Transcript::Http &call)
{
    if (call.route() != "login" || RecordedAnswer(call).object["success"_L1].isUndefined())
        return;
    const QString name = call.question()["username"_L1].toString();
    DemoAccount &account = accounts[name];
    account.name = name;
    const QString sent = call.question()["password"_L1].toString();
    const QString prefix = u"__swarmdoprehash:swarmclientpw:%1:"_s.arg(name);
    if (sent.startsWith(prefix))
        account.password = sent.sliced(prefix.size());
}

void addSession(Accounts &accounts, const Transcript::Http &call)
{
    const QJsonObject told = RecordedAnswer(call).object;
    const QString name = told["user_id"_L1].toString();
    if (call.route() != "getnewsession" || name.isEmpty()
        || !call.requestHeader("Cookie").contains("swarm_token"))
        return;
    const bool isNew = !accounts.contains(name);
    DemoAccount &account = accounts[name];
    account.name = name;
    if (isNew && told["permissions"_L1].isArray())
        account.role = roleWith(told["permissions"_L1].toArray());
}

bool wantsAccounts(const Transcript &transcript)
{
    static const QRegularExpression wanted(u"AuthorizationRequired\\W+true"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    if (wanted.match(transcript.setup).hasMatch())
        return true;
    return std::ranges::any_of(transcript.calls, [](const Transcript::Http &call) {
        const RecordedAnswer answer(call);
        return (call.route() == "getnewsession" && answer.error.startsWith("Invalid or unauthorized"_L1))
            || (call.route() == "login" && (answer.isGood || answer.errorId == "invalid_login"_L1))
            || answer.errorId == "invalid_user"_L1;
    });
}

} // namespace

QString standInPassword()
{
    return u"not-a-real-password"_s;
}

QByteArray hashedPassword(const QString &user, const QString &password)
{
    const QString text = u"swarmclientpw:%1:%2"_s.arg(user, password);
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex();
}

bool wasLetIn(const Transcript::Http &call)
{
    return call.status != 401 || RecordedAnswer(call).errorId == "invalid_session_id"_L1;
}

QList<DemoAccount> recordedAccounts(const Transcript &transcript)
{
    if (!wantsAccounts(transcript))
        return {};
    Accounts accounts;
    addDescribed(accounts, transcript.setup);
    for (const Transcript::Http &call : transcript.calls)
        addSession(accounts, call);
    for (const Transcript::Http &call : transcript.calls)
        addLogin(accounts, call);
    if (accounts.empty()) // somebody that nobody logs in as
        accounts[u"owner"_s] = {.name = u"owner"_s, .role = Role::Owner};
    QList<DemoAccount> all;
    for (auto &[name, account] : accounts) {
        if (account.password.isEmpty())
            account.password = standInPassword();
        all << account;
    }
    return all;
}
