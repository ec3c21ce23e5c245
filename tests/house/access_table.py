"""Who gets what at every address of ours: SECURITY.md §7.2, STYLE.md 9.

`in` is the way to the sign-in. Names and variants (`~draft`) are those of `addresses.py`. POSTs come with an
empty body: 422 is a page that was looked at and not accepted. At the desk a wrong verb is said first to
whoever works somewhere, and a colleague of another organisation has nothing of ours.

                                         anonymous
                                         |   citizen, who owns the dossier
                                         |   |   other_citizen
                                         |   |   |   partner, who has attached it
                                         |   |   |   |   partner_unbound, with a key not used yet
                                         |   |   |   |   |   partner_withdrawn
                                         |   |   |   |   |   |   internal_partner, a colleague asked
                                         |   |   |   |   |   |   |   agent
                                         |   |   |   |   |   |   |   |   agent_elsewhere
                                         |   |   |   |   |   |   |   |   |   admin
                                         |   |   |   |   |   |   |   |   |   |   other_organisation_admin
                                         |   |   |   |   |   |   |   |   |   |   |   nobody: an account only
"""

TABLE = """
# The portal, for applicants
citizen_portal:home                     GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:dossiers                 GET   in 200 200 200 200 200 200 200 200 200 200 200
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:start                    GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST  in 302 302 302 302 302 302 302 302 302 302 302
citizen_portal:dossier                  GET   in 200 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:dossier~draft            GET   in 302 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:confirm                  GET   in 200 404 404 404 404 404 404 404 404 404 404
                                        POST  in 422 404 404 404 404 404 404 404 404 404 404
citizen_portal:confirm~nothing          GET   in 302 404 404 404 404 404 404 404 404 404 404
                                        POST  in 302 404 404 404 404 404 404 404 404 404 404
citizen_portal:receipt                  GET   in 200 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:receipt~draft            GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:document                 GET   in 200 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:document~other_dossier   GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:document~of_opinion      GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:received                 GET   in 200 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:received~of_partner      GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:received~of_nobody       GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:document~of_service      GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:fill                     GET   in 302 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 404 404 404 404 404 404 404 404 404 404
citizen_portal:fill~filed               GET   in 302 404 404 404 404 404 404 404 404 404 404
                                        POST  in 405 404 404 404 404 404 404 404 404 404 404
citizen_portal:page                     GET   in 200 404 404 404 404 404 404 404 404 404 404
                                        POST  in 302 404 404 404 404 404 404 404 404 404 404
citizen_portal:page~check               GET   in 200 404 404 404 404 404 404 404 404 404 404
                                        POST  in 409 404 404 404 404 404 404 404 404 404 404
citizen_portal:page~filed               GET   in 302 404 404 404 404 404 404 404 404 404 404
                                        POST  in 409 404 404 404 404 404 404 404 404 404 404
citizen_portal:page~of_desk             GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
citizen_portal:refresh                  GET   in 405 405 405 405 405 405 405 405 405 405 405
                                        POST  in 200 404 404 404 404 404 404 404 404 404 404
citizen_portal:start_for_another        GET   in 200 200 200 200 200 200 200 200 200 200 200
                                        POST  in 422 422 422 422 422 422 422 422 422 422 422
citizen_portal:dossier~parties          GET   in 200 200 404 200 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:page~parties             GET   in 404 404 404 200 404 404 404 404 404 404 404
                                        POST  in 404 404 404 422 404 404 404 404 404 404 404
citizen_portal:receipt~parties          GET   in 200 200 404 404 404 404 404 404 404 404 404
                                        POST  in 405 405 405 405 405 405 405 405 405 405 405
citizen_portal:take_over                GET   in 404 200 404 404 404 404 404 404 404 404 404
                                        POST  in 404 422 404 404 404 404 404 404 404 404 404
citizen_portal:take_over~own            GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
citizen_portal:not_mine                 GET   in 404 200 404 200 404 404 404 404 404 404 404
                                        POST  in 404 302 404 302 404 404 404 404 404 404 404
citizen_portal:see_as                   GET   in 405 405 405 405 405 405 405 405 405 405 405
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404

# The portal, for partners
partner_portal:requests                 GET   in 200 200 200 200 200 200 200 200 200 200 200
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:attach                   GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 422 422 422 422 422 422 422 422 422 422 422 422
partner_portal:another_account          GET  405 405 405 405 405 405 405 405 405 405 405 405
                                        POST 302 302 302 302 302 302 302 302 302 302 302 302
partner_portal:wish                     GET  405 405 405 405 405 405 405 405 405 405 405 405
                                        POST  in 302 302 302 302 302 302 302 302 302 302 302
partner_portal:attached                 GET   in 302 302 302 302 302 302 302 302 302 302 302
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:request                  GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:request~answered         GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:request~complement       GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:request~withdrawn        GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:request~unbound          GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:request~closed           GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:request~internal         GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:opinion                  GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 422 404 404 404 404 404 404 404 404
partner_portal:opinion~given            GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 422 404 404 404 404 404 404 404 404
partner_portal:opinion~not_asked        GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
partner_portal:reply_file               GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:reply_file~hidden        GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:receipt_paper            GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:receipt_paper~owed       GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:enclosure                GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:enclosure~not_enclosed   GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:complement               GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 422 404 404 404 404 404 404 404 404
partner_portal:complement~not_asked     GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
partner_portal:complement_page          GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 422 404 404 404 404 404 404 404 404
partner_portal:complement_page~of_desk  GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
partner_portal:complement_refresh       GET  405 405 405 405 405 405 405 405 405 405 405 405
                                        POST  in 404 404 200 404 404 404 404 404 404 404 404
partner_portal:confirm                  GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 422 404 404 404 404 404 404 404 404
partner_portal:confirm~nothing          GET   in 404 404 302 404 404 404 404 404 404 404 404
                                        POST  in 404 404 302 404 404 404 404 404 404 404 404
partner_portal:confirm~not_asked        GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
partner_portal:colleagues               GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 403 404 404 404 404 404 404 404 404
partner_portal:remove_colleague         GET  405 405 405 405 405 405 405 405 405 405 405 405
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
partner_portal:disown                   GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 302 404 404 404 404 404 404 404 404
partner_portal:disown~closed            GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST  in 404 404 404 404 404 404 404 404 404 404 404
partner_portal:received                 GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:received~other_request   GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:received~of_nobody       GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:received~closed          GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:receipt                  GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:receipt~owed             GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:decline                  GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 422 404 404 404 404 404 404 404 404
partner_portal:question                 GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST  in 404 404 422 404 404 404 404 404 404 404 404
partner_portal:decline~given            GET   in 404 404 409 404 404 404 404 404 404 404 404
                                        POST  in 404 404 409 404 404 404 404 404 404 404 404
partner_portal:document                 GET   in 404 404 200 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
partner_portal:document~hidden          GET   in 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405

# Accounts
accounts:language                       GET  405 405 405 405 405 405 405 405 405 405 405 405
                                        POST 302 302 302 302 302 302 302 302 302 302 302 302
account_login                           GET  200 302 302 302 302 302 302 302 302 302 302 302
                                        POST 200 302 302 302 302 302 302 302 302 302 302 302
account_logout                          GET  302 200 200 200 200 200 200 200 200 200 200 200
                                        POST 302 302 302 302 302 302 302 302 302 302 302 302
account_inactive                        GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
account_signup                          GET  200 302 302 302 302 302 302 302 302 302 302 302
                                        POST 200 302 302 302 302 302 302 302 302 302 302 302
account_reauthenticate                  GET   in 200 200 200 200 200 200 200 200 200 200 200
                                        POST  in 200 200 200 200 200 200 200 200 200 200 200
account_email                           GET   in 200 200 200 200 200 200 200 200 200 200 200
                                        POST  in 302 302 302 302 302 302 302 302 302 302 302
account_email_verification_sent         GET   in 302 302 302 302 302 302 302 302 302 302 302
                                        POST  in 302 302 302 302 302 302 302 302 302 302 302
account_change_password                 GET   in 200 200 200 200 200 200 200 200 200 200 200
                                        POST  in 200 200 200 200 200 200 200 200 200 200 200
account_set_password                    GET   in 302 302 302 302 302 302 302 302 302 302 302
                                        POST  in 302 302 302 302 302 302 302 302 302 302 302
account_reset_password                  GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 200 200 200 200 200 200 200 200 200 200 200 200
account_confirm_login_code              GET   in 302 302 302 302 302 302 302 302 302 302 302
                                        POST  in 302 302 302 302 302 302 302 302 302 302 302
account_reset_password_from_key_done    GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
account_reset_password_done             GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
account_reset_password_from_key         GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 200 200 200 200 200 200 200 200 200 200 200 200
accounts:colours                        GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405

# The desk
crm:queue                               GET   in  in  in  in  in  in 403 200 403 403 403  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:ask_many                            GET   in  in  in  in  in  in 403 302 403 403 403  in
                                        POST  in  in  in  in  in  in 403 422 403 403 403  in
crm:batch                               GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:registry                            GET   in  in  in  in  in  in 403 200 403 200 403  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:registry_add                        GET   in  in  in  in  in  in 403 403 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
crm:registry_body                       GET   in  in  in  in  in  in 403 200 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
crm:registry_add_person                 GET   in  in  in  in  in  in 403 403 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
crm:registry_person                     GET   in  in  in  in  in  in 403 403 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
crm:registry_end_body                   GET   in  in  in  in  in  in 403 403 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
crm:registry_end_person                 GET   in  in  in  in  in  in 403 403 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
crm:requests                            GET   in  in  in  in  in  in 200 200 403 200 403  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:dossier                             GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:move                                GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 409 404 404 404  in
crm:version                             GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 409 404 404 404  in
crm:form                                GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:documents                           GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:history                             GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:partners                            GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:ask                                 GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 422 404 404 404  in
crm:foresee                             GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:enclosure                           GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:enclosure~other_dossier             GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:request_enclosure                   GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:request_enclosure~not_enclosed      GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:remind                              GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:dossier~parties                     GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:form~parties                        GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:history~parties                     GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:parties                             GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:parties~none                        GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:invite_party                        GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 422 404 404 404  in
crm:invite_party~none                   GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:beneficiary                         GET   in  in  in  in  in  in 404 409 404 404 404  in
                                        POST  in  in  in  in  in  in 404 422 404 404 404  in
crm:beneficiary~none                    GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:send_party_key                      GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 409 404 404 404  in
crm:withdraw_party                      GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:withdraw_party~other_dossier        GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:dossier~draft                       GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:move~draft                          GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:version~draft                       GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:form~draft                          GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:documents~draft                     GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:history~draft                       GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:partners~draft                      GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:ask~draft                           GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:remind~draft                        GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:page                                GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:fields                              GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 200 404 404 404  in
crm:document                            GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:document~other_dossier              GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:hand_out                            GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 200 404 404 404  in
crm:hand_out~draft                      GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:sent_document                       GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:sent_document~other_dossier         GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:recipients                          GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:recipients~other_dossier            GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:file_sight                          GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:file_sight~other_dossier            GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:request_received                    GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:request_received~of_partner         GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:opinion_file                        GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:opinion_file~other_dossier          GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:send_again                          GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:send_again_to                       GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:send_again_to~other_request         GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:colleagues                          GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 422 404 404 404  in
crm:colleagues~other_dossier            GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:remove_colleague                    GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:remove_colleague~other_dossier      GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:accept_account                      GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:decline_account                     GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:accept_account~other_dossier        GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:accept_account~other_request        GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:withdraw                            GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:reminders                           GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 302 404 404 404  in
crm:reminders~other_dossier             GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:replies_seen                        GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 403 302 403 403 403  in
crm:opinions                            GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:opinions_pdf                        GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:opinions~draft                      GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:withdraw~other_dossier              GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:request                             GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:request~external                    GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:opinion                             GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 422 404 404 404 404  in
crm:complement                          GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 422 404 404 404 404  in
crm:request_fields                      GET   in  in  in  in  in  in 405 405 405 405 405  in
                                        POST  in  in  in  in  in  in 200 404 404 404 404  in
crm:decline_request                     GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 422 404 404 404 404  in
crm:question                            GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 422 404 404 404 404  in
crm:write                               GET   in  in  in  in  in  in 404 200 404 404 404  in
                                        POST  in  in  in  in  in  in 404 422 404 404 404  in
crm:write~other_dossier                 GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:write~unbound                       GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 404 404 404 404 404  in
crm:reply_file                          GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:receipt                             GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:receipt~owed                        GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:receipt_paper                       GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:confirm                             GET   in  in  in  in  in  in 302 404 404 404 404  in
                                        POST  in  in  in  in  in  in 302 404 404 404 404  in
crm:request_document                    GET   in  in  in  in  in  in 200 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in
crm:request_document~hidden             GET   in  in  in  in  in  in 404 404 404 404 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in

# The drawing board
dossier_models_list:index               GET   in  in  in  in  in  in 302 302 302 200 200  in
                                        POST  in  in  in  in  in  in 302 302 302 405 405  in
dossier_models_list:index_results       GET   in  in  in  in  in  in 302 302 302 200 200  in
                                        POST  in  in  in  in  in  in 302 302 302 405 405  in
dossier_models_list:add                 GET   in  in  in  in  in  in 403 403 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
dossier_models:lists                    GET   in  in  in  in  in  in 403 403 403 200 403  in
                                        POST  in  in  in  in  in  in 403 403 403 422 403  in
dossier_models:fields                   GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
dossier_models:statuses                 GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
dossier_models:scopes                   GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
dossier_models:papers                   GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
dossier_models:settings                 GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
views_config:matrix                     GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
views_config:preview                    GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 200 404  in
views_config:publish                    GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
views_config:versions                   GET   in  in  in  in  in  in 404 404 404 200 404  in
                                        POST  in  in  in  in  in  in 404 404 404 422 404  in
dossier_models_list:edit                GET   in  in  in  in  in  in 404 404 404 302 404  in
                                        POST  in  in  in  in  in  in 405 405 405 405 405  in

# Pictures, and the demo's mailbox
mailbox:index                           GET  200 200 200 200 200 200 200 200 200 200 200 200
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
mailbox:letter                          GET  404 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
picture                                 GET  404 404 404 404 404 404 404 404 404 404 404 404
                                        POST 405 405 405 405 405 405 405 405 405 405 405 405
"""
